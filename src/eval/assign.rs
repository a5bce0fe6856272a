//! Assignment: the best one-to-one pairing of rows and columns. The Hungarian method is written out here because
//! figures must not depend on which of several equal pairings a library happens to take: the order in which rows are taken up
//! and columns compared is that of the scorer whose figures `rongzi eval` repeats.

/// Pairs of row and column, in order, with the largest total weight; pairs of weight 0 are left out. All rows have one length.
#[must_use]
pub fn assign(weights: &[Vec<i64>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (weights.len(), weights.first().map_or(0, Vec::len));
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    let weight = |row: usize, column: usize| weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    // The matrix is padded with zeros to a square. Row and column 0 stand for «none yet»; costs are negated weights.
    let size = rows.max(columns);
    let (mut u, mut v) = (vec![0_i64; size + 1], vec![0_i64; size + 1]);
    let (mut owner, mut way) = (vec![0_usize; size + 1], vec![0_usize; size + 1]);
    for row in 1..=size {
        owner[0] = row;
        let mut column = 0;
        let mut least = vec![i64::MAX; size + 1];
        let mut used = vec![false; size + 1];
        loop {
            used[column] = true;
            let (here, mut delta, mut nearest) = (owner[column], i64::MAX, 0);
            for j in 1..=size {
                if !used[j] {
                    let current = -weight(here - 1, j - 1) - u[here] - v[j];
                    if current < least[j] {
                        least[j] = current;
                        way[j] = column;
                    }
                    if least[j] < delta {
                        delta = least[j];
                        nearest = j;
                    }
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[owner[j]] += delta;
                    v[j] -= delta;
                } else if j > 0 {
                    least[j] -= delta;
                }
            }
            column = nearest;
            if owner[column] == 0 {
                break;
            }
        }
        while column > 0 {
            owner[column] = owner[way[column]];
            column = way[column];
        }
    }
    let mut pairs: Vec<(usize, usize)> = (1..=size)
        .map(|column| (owner[column] - 1, column - 1))
        .filter(|(row, column)| weight(*row, *column) > 0)
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_best_total_wins_over_the_best_pair() {
        // Taking the 9 first leaves 1: 10 in all; the two 8s give 16.
        assert_eq!(assign(&[vec![9, 8], vec![8, 1]]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn what_weighs_nothing_stays_alone() {
        assert_eq!(assign(&[vec![0, 3, 0]]), [(0, 1)]);
        assert_eq!(assign(&[vec![2], vec![0], vec![4]]), [(2, 0)]);
        assert_eq!(assign(&[]), []);
        assert_eq!(assign(&[vec![]]), []);
    }

    /// The largest total over all ways, tried one by one.
    fn best(weights: &[Vec<i64>], taken: &mut Vec<bool>) -> i64 {
        let Some((row, rest)) = weights.split_first() else { return 0 };
        let mut most = best(rest, taken);
        for (column, weight) in row.iter().enumerate() {
            if !taken[column] {
                taken[column] = true;
                most = most.max(weight + best(rest, taken));
                taken[column] = false;
            }
        }
        most
    }

    proptest! {
        #[test]
        fn no_pairing_is_better(columns in 1_usize..5, cells in proptest::collection::vec(0_i64..6, 1..25)) {
            let weights: Vec<Vec<i64>> = cells.chunks_exact(columns).map(<[i64]>::to_vec).collect();
            let pairs = assign(&weights);
            let total: i64 = pairs.iter().map(|(row, column)| weights[*row][*column]).sum();
            prop_assert_eq!(total, best(&weights, &mut vec![false; columns]));
            for (index, pair) in pairs.iter().enumerate() {
                prop_assert!(pairs[..index].iter().all(|other| other.0 != pair.0 && other.1 != pair.1));
            }
        }
    }
}
