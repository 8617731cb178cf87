// Which texts answer some words best (BM25 over stems), step for step as naming/ranking.py; a test
// compares the two.
const RANK_LEAST = 3, RANK_LONG = 4, RANK_BEGUN = 0.5, RANK_MISTYPED = 0.5, RANK_K = 1.2, RANK_B = 0.5;
const IDLE = new Set(WORDS.idle);

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
/** @type {(text: string) => string[]} */
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

// `texts`: [kind, [[weight, text], …]].
function indexOf(texts) {
  const bags = [], stems = new Map(), holding = new Map(), lengths = [], totals = new Map();
  texts.forEach(([kind, fields], place) => {
    const bag = new Map();
    let length = 0;
    for (const [weight, text] of fields) {
      for (const word of wordsOf(text)) {
        bag.set(word, (bag.get(word) || 0) + weight);
        length += weight;
      }
    }
    bags.push(bag);
    lengths.push(length);
    totals.set(kind, [...(totals.get(kind) || [0, 0])]);
    totals.get(kind)[0] += length;
    totals.get(kind)[1]++;
    for (const word of bag.keys()) {
      if (!holding.has(word)) {
        holding.set(word, []);
        const root = stem(word);
        if (!stems.has(root)) stems.set(root, []);
        stems.get(root).push(word);
      }
      holding.get(word).push(place);
    }
  });
  const stretch = texts.map(([kind], place) => {
    const [total, count] = totals.get(kind);
    return total ? lengths[place] / (total / count) : 1;
  });
  return { bags, stretch, stems, holding };
}

// [place, score, whether it has every word] of the texts that have any word of `query`, best first.
function rank(index, query) {
  const typed = [...new Set(wordsOf(query))];
  const busy = typed.filter((word) => !IDLE.has(word));
  const needed = new Set(busy.length ? busy : typed);
  const scores = new Map(), met = new Map();
  for (const word of typed) {
    const found = new Map();
    for (const [known, like] of alike(index, word)) {
      for (const place of index.holding.get(known)) found.set(place, (found.get(place) || 0) + like * index.bags[place].get(known));
    }
    const rare = Math.log(1 + (index.bags.length - found.size + 0.5) / (found.size + 0.5));
    for (const [place, much] of found) {
      const longer = 1 - RANK_B + RANK_B * index.stretch[place];
      scores.set(place, (scores.get(place) || 0) + rare * much * (RANK_K + 1) / (much + RANK_K * longer));
      met.set(place, (met.get(place) || 0) + (needed.has(word) ? 1 : 0));
    }
  }
  return [...scores.keys()].sort((a, b) => a - b).map((place) => [place, rounded(scores.get(place)), met.get(place) === needed.size]);
}

const rounded = (score) => Math.round(score * 1e6) / 1e6;

// The words that `typed` may mean, and how surely: as typed; else where it is one letter wrong.
function alike(index, typed) {
  const found = new Map((index.stems.get(stem(typed)) || []).map((word) => [word, 1]));
  if (longOf(typed) >= RANK_LONG || !found.size) {
    for (const word of index.holding.keys()) if (!found.has(word) && begins(typed, word)) found.set(word, RANK_BEGUN);
  }
  if (!found.size && longOf(typed) >= RANK_LONG && !/^\p{Nd}+$/u.test(typed)) {
    for (const word of index.holding.keys()) if (longOf(word) >= RANK_LONG && withinOneTypo(typed, word)) found.set(word, RANK_MISTYPED);
  }
  return found;
}

const longOf = (word) => [...word].length;

function begins(typed, word) {
  if (/[^\x00-\x7f]/.test(typed)) return word.includes(typed);
  if (typed.length >= RANK_LEAST && word.startsWith(typed)) return true;
  return longOf(word) >= RANK_LONG && typed.startsWith(word) && typed.length * 5 <= longOf(word) * 8;
}

function withinOneTypo(first, second) {
  const [one, other] = first.length > second.length ? [second, first] : [first, second];
  if (other.length - one.length > 1) return false;
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  const rest = one.slice(i), left = other.slice(i);
  if (one.length < other.length) return rest === left.slice(1);
  return rest.slice(1) === left.slice(1) || (rest.length > 1 && rest[0] === left[1] && rest[1] === left[0] && rest.slice(2) === left.slice(2));
}
