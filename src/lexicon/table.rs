//! The table of all names: sorted by their units, with an index on the first two.
//!
//! Most places of a text are refused by one or two bits: no name begins with these characters. For the others the index gives the
//! stretch of names that do, and each further character narrows it. Sorting is all that building costs, so the table is
//! made at every start, a user's names in it (`dictionaries/README.md` has the figures and the designs it was chosen from).

use super::EntryId;
use super::fold::Folding;
use rayon::slice::ParallelSliceMut;
use std::cmp::Ordering;

/// Number of a surface in the table.
pub(super) type Key = u32;

/// From how many names on sorting is worth the threads.
const MANY: usize = 100_000;

/// Units of all names, sorted; who is meant by each.
pub(super) struct Table {
    folding: Folding,
    units: Vec<u16>,
    /// Where the units of each key begin; one more at the end.
    starts: Vec<u32>,
    owners: Vec<EntryId>,
    /// Where the owners of each key begin; one more at the end.
    owner_starts: Vec<u32>,
    pairs: Pairs,
}

/// A name to come into the table.
struct Item {
    /// The first four units, for comparing at once.
    prefix: u64,
    start: u32,
    len: u16,
    /// Not the name that the owner bears today.
    late: bool,
    owner: EntryId,
}

/// Collects names.
pub(super) struct Builder {
    folding: Folding,
    units: Vec<u16>,
    items: Vec<Item>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { folding: Folding::new(), units: Vec::new(), items: Vec::new() }
    }

    /// Adds a name of an entry; names of one character are left out. `late` names are not the present ones.
    pub(super) fn add(&mut self, name: &str, owner: EntryId, late: bool) {
        let start = self.units.len();
        self.units.extend(self.folding.units(name, 0).map(|(unit, _)| unit));
        let key = &self.units[start..];
        let fits = u32::try_from(self.units.len()).is_ok();
        let (Ok(len), true) = (u16::try_from(key.len()), fits && key.len() >= 2 && !key.contains(&0)) else {
            self.units.truncate(start);
            return;
        };
        if name.chars().nth(1).is_none() {
            self.units.truncate(start);
            return;
        }
        let unit = |index: usize| u64::from(key.get(index).copied().unwrap_or(0));
        let prefix = unit(0) << 48 | unit(1) << 32 | unit(2) << 16 | unit(3);
        self.items.push(Item { prefix, start: start as u32, len, late, owner });
    }

    /// Sorts what was added. Entries below `own` are the user's and come first among those that share a name; then who bears the
    /// name today, then the order of the entries.
    pub(super) fn finish(mut self, own: u32) -> Table {
        let units = std::mem::take(&mut self.units);
        let key = |item: &Item| &units[item.start as usize..item.start as usize + usize::from(item.len)];
        let order = |a: &Item, b: &Item| -> Ordering {
            a.prefix
                .cmp(&b.prefix)
                .then_with(|| if a.len.max(b.len) > 4 { key(a).cmp(key(b)) } else { Ordering::Equal })
                .then_with(|| (a.owner.0 >= own, a.late, a.owner).cmp(&(b.owner.0 >= own, b.late, b.owner)))
        };
        if self.items.len() > MANY {
            self.items.par_sort_unstable_by(order);
        } else {
            self.items.sort_unstable_by(order);
        }
        let mut table = Table {
            folding: self.folding,
            units: Vec::with_capacity(units.len()),
            starts: Vec::with_capacity(self.items.len() + 1),
            owners: Vec::with_capacity(self.items.len()),
            owner_starts: Vec::with_capacity(self.items.len() + 1),
            pairs: Pairs::default(),
        };
        let mut last: &[u16] = &[];
        let mut stretches: Vec<(u32, Key, Key)> = Vec::new();
        for item in &self.items {
            let this = key(item);
            if this != last {
                let number = table.starts.len() as Key;
                let pair = pair(this[0], this[1]);
                match stretches.last_mut() {
                    Some((open, _, end)) if *open == pair => *end = number + 1,
                    _ => stretches.push((pair, number, number + 1)),
                }
                table.starts.push(table.units.len() as u32);
                table.units.extend_from_slice(this);
                table.owner_starts.push(table.owners.len() as u32);
                last = this;
            }
            let from = table.owner_starts.last().map_or(0, |start| *start as usize);
            if !table.owners[from..].contains(&item.owner) {
                table.owners.push(item.owner);
            }
        }
        table.starts.push(table.units.len() as u32);
        table.owner_starts.push(table.owners.len() as u32);
        table.units.shrink_to_fit();
        table.starts.shrink_to_fit();
        table.owner_starts.shrink_to_fit();
        table.pairs = Pairs::new(&stretches, |number| table.key(number).get(2).copied());
        table
    }
}

impl Table {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn folding(&self) -> Folding {
        self.folding
    }

    /// Whom a surface can denote.
    pub(super) fn owners(&self, key: Key) -> &[EntryId] {
        let key = key as usize;
        &self.owners[self.owner_starts[key] as usize..self.owner_starts[key + 1] as usize]
    }

    /// The same, to be put in another order.
    pub(super) fn owners_mut(&mut self, key: Key) -> &mut [EntryId] {
        let key = key as usize;
        &mut self.owners[self.owner_starts[key] as usize..self.owner_starts[key + 1] as usize]
    }

    /// The units of a surface.
    pub(super) fn key(&self, key: Key) -> &[u16] {
        let key = key as usize;
        &self.units[self.starts[key] as usize..self.starts[key + 1] as usize]
    }

    /// Whether a name may begin with two units: one bit, sometimes set for nothing.
    #[inline]
    pub(super) fn may_begin(&self, first: u16, second: u16) -> bool {
        self.pairs.two.may_hold(hash(pair(first, second)))
    }

    /// The same with the third unit known; to be asked when two have passed.
    #[inline]
    pub(super) fn may_go_on(&self, first: u16, second: u16, third: u16) -> bool {
        let two = hash(pair(first, second));
        self.pairs.three.may_hold(hash_three(two, third)) || self.pairs.whole.may_hold(two)
    }

    /// All names that the units begin with, the shortest first: calls `found` with the key and what came with its last unit.
    #[inline]
    pub(super) fn prefixes<P>(&self, mut units: impl Iterator<Item = (u16, P)>, mut found: impl FnMut(Key, P)) {
        let (Some((first, _)), Some((second, mut place))) = (units.next(), units.next()) else { return };
        let Some((mut low, mut high)) = self.pairs.get(pair(first, second)) else { return };
        let mut depth = 2;
        loop {
            if self.key(low).len() == depth {
                found(low, place);
                low += 1;
                if low == high {
                    return;
                }
            }
            let Some((unit, next)) = units.next() else { return };
            if !self.narrow(&mut low, &mut high, depth, unit) {
                return;
            }
            place = next;
            depth += 1;
        }
    }

    /// The surfaces that begin with some units.
    pub(super) fn beginning(&self, key: &[u16]) -> std::ops::Range<Key> {
        let [first, second, rest @ ..] = key else { return 0..0 };
        let Some((mut low, mut high)) = self.pairs.get(pair(*first, *second)) else { return 0..0 };
        for (depth, unit) in (2..).zip(rest) {
            while low < high && self.key(low).len() == depth {
                low += 1;
            }
            if low == high || !self.narrow(&mut low, &mut high, depth, *unit) {
                return 0..0;
            }
        }
        low..high
    }

    /// The surface that is just this name.
    pub(super) fn find(&self, name: &str) -> Option<Key> {
        let key = self.folding.key(name);
        let first = self.beginning(&key).next()?;
        (self.key(first) == key).then_some(first)
    }

    /// Narrows a stretch of keys, all longer than `depth`, to those with a unit at that depth.
    #[inline]
    fn narrow(&self, low: &mut Key, high: &mut Key, depth: usize, unit: u16) -> bool {
        let at = |key: Key| self.units[self.starts[key as usize] as usize + depth];
        let (first, last) = (at(*low), at(*high - 1));
        if first == last {
            return first == unit;
        }
        if unit < first || unit > last {
            return false;
        }
        let partition = |mut from: Key, mut to: Key, before: &dyn Fn(u16) -> bool| {
            while from < to {
                let middle = from + (to - from) / 2;
                if before(at(middle)) { from = middle + 1 } else { to = middle }
            }
            from
        };
        *low = partition(*low, *high, &|other| other < unit);
        *high = partition(*low, *high, &|other| other <= unit);
        low < high
    }
}

fn pair(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// Index from the first two units to the stretch of keys: an open hash table behind sets of bits, which refuse most places of a
/// text without a look at the table.
#[derive(Default)]
struct Pairs {
    /// The first two units of all keys.
    two: Bits,
    /// The first three units of longer keys.
    three: Bits,
    /// Keys of two units.
    whole: Bits,
    /// Pair and stretch; an empty stretch is an empty place.
    slots: Vec<(u32, Key, Key)>,
    shift: u32,
}

impl Pairs {
    fn new(stretches: &[(u32, Key, Key)], key: impl Fn(Key) -> Option<u16>) -> Self {
        let keys = stretches.last().map_or(0, |(_, _, end)| *end as usize);
        let slots = (stretches.len() * 2).next_power_of_two().max(16);
        let short = stretches.iter().filter(|(_, low, _)| key(*low).is_none()).count();
        let mut index = Self {
            two: Bits::new(stretches.len()),
            three: Bits::new(keys),
            whole: Bits::new(short),
            slots: vec![(0, 0, 0); slots],
            shift: 32 - slots.ilog2(),
        };
        for (pair, low, high) in stretches {
            let two = hash(*pair);
            index.two.insert(two);
            let mut last = None;
            for third in (*low..*high).map(&key) {
                match third {
                    None => index.whole.insert(two),
                    Some(third) if last != Some(third) => index.three.insert(hash_three(two, third)),
                    Some(_) => {}
                }
                last = third;
            }
            let mut slot = (two >> index.shift) as usize;
            while index.slots[slot].1 < index.slots[slot].2 {
                slot = (slot + 1) % slots;
            }
            index.slots[slot] = (*pair, *low, *high);
        }
        index
    }

    #[inline]
    fn get(&self, pair: u32) -> Option<(Key, Key)> {
        let mut slot = (hash(pair) >> self.shift) as usize;
        loop {
            let (other, low, high) = *self.slots.get(slot)?;
            if low == high {
                return None;
            }
            if other == pair {
                return Some((low, high));
            }
            slot = (slot + 1) % self.slots.len();
        }
    }
}

/// A set of hashes that may hold more than was put in.
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Default for Bits {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Bits {
    /// Twelve bits a member or a few more: one in twelve of the others passes, or fewer. Never more than a megabyte: of a million
    /// names more pass, but a set that leaves the second cache costs more than it saves (62 MB/s against 80).
    fn new(members: usize) -> Self {
        let bits = (members * 12).next_power_of_two().clamp(1 << 10, 1 << 23);
        Self { words: vec![0; bits / 64], shift: 32 - bits.ilog2() }
    }

    fn insert(&mut self, hash: u32) {
        let bit = hash >> self.shift;
        self.words[bit as usize / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn may_hold(&self, hash: u32) -> bool {
        let bit = hash >> self.shift;
        self.words.get(bit as usize / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

/// Multiplication by the golden ratio; the upper bits are mixed best.
#[inline]
fn hash(pair: u32) -> u32 {
    pair.wrapping_mul(0x9E37_79B9)
}

#[inline]
fn hash_three(two: u32, third: u16) -> u32 {
    hash((two ^ two >> 15).wrapping_add(u32::from(third).wrapping_mul(0x85EB_CA6B)))
}
