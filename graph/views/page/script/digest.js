// Passages found in a text by their digests, as the program finds them (graph/anchoring): a run of
// sentences whose letters and digits have the digest, as they stand or without what a copy adds.
const isLetter = (char) => /[\p{L}\p{N}]/u.test(char);

// The letters of a text, and where in it each comes from.
function lettersOf(text) {
  const letters = [], from = [];
  const bare = text.replace(/\[[0-9]+\]/g, (marker) => "\u0000".repeat(marker.length));
  for (const cluster of bare.matchAll(/\P{M}\p{M}*/gsu)) {
    for (const char of cluster[0].normalize("NFKC")) {
      if (!isLetter(char)) continue;
      letters.push(char);
      from.push(cluster.index);
    }
  }
  return { letters, from };
}

const MOST_TRIES = 400000;
let TRIED = 0;
const FEW_OPTIONAL = 6;

// It takes its time in slices, so that the page stays usable.
let PAUSED = 0;
async function breathe() {
  if (performance.now() - PAUSED < 40) return;
  await new Promise((resume) => setTimeout(resume));
  PAUSED = performance.now();
}

// Where in a text the passages of these digests are: digest to [start, end]. `paper` has its headings
// and the numbers of its notes.
async function findDigests(text, digests, paper) {
  const keys = new Set(paper.headings.map(headingKey)), heading = (line) => keys.has(headingKey(line));
  const result = new Map();
  const rest = () => digests.filter((digest) => !result.has(digest));
  const whole = keepAll(text);
  PAUSED = performance.now();
  TRIED = 0;
  await findRuns(whole, rest(), [], heading, result);
  if (text.length > 300000 && !result.size) return result;
  const lines = linesOf(text), cuts = marginCuts(lines);
  for (const kept of cuts.length ? [keptWithout(whole, cuts), whole] : [whole]) {
    if (!rest().length) break;
    const own = kept === whole ? lines : linesOf(kept.text), { likely } = furnitureOf(own, heading);
    const leave = new Set([...likely, ...footLines(own, kept.text, paper.notes, likely, heading)]);
    const base = keptWithout(kept, lineCuts(own, leave));
    for (const variant of new Set([kept, base])) {
      if (variant !== whole && rest().length) await findRuns(variant, rest(), [], heading, result);
    }
    for (const variant of rest().length ? [base, ...(base.text.length > 300000 ? [] : [...layoutsOf(base), kept])] : []) {
      if (variant !== base && rest().length) await findRuns(variant, rest(), [], heading, result);
      for (const further of [0, 1, 2]) {
        const optional = optionalParts(variant, paper.notes, heading, further);
        if (optional.length && rest().length) await findRuns(variant, rest(), optional, heading, result);
      }
    }
  }
  return result;
}

function optionalParts(kept, notes, heading, further) {
  const lines = linesOf(kept.text), marked = furnitureOf(lines, heading);
  const leave = new Set(further ? [...marked.likely, ...marked.possible, ...(further > 1 ? marked.conceivable : [])] : []);
  return [...markersIn(kept.text, notes), ...[...leave].map((i) => ({ span: [lines[i].start, lines[i].end], dress: "line" })),
    ...lineCuts(lines, leave).map((span) => ({ span, dress: "join" }))];
}

// The runs of sentences that have one of the digests, without any choice of the optional parts.
async function findRuns(kept, digests, optional, heading, result) {
  const wanted = new Map(); // length: set of digests
  for (const digest of digests) {
    const length = Number(digest.split("-")[0]);
    if (length <= 50000) wanted.set(length, (wanted.get(length) || new Set()).add(digest));
  }
  const { letters, from } = lettersOf(kept.text);
  const starts = new Set(), ends = new Set(), own = keepAll(kept.text);
  for (const gone of optional.length ? [[], optional.filter(({ dress }) => dress !== "line" && dress !== "join"), optional] : [[]]) {
    const bare = keptWithout(own, mergedSpans(gone.map(({ span }) => span)));
    for (const [start, end] of sentenceSpans(bare.text, heading)) {
      starts.add(lowest(from, bare.at[start]));
      ends.add(lowest(from, bare.at[end - 1] + 1));
    }
  }
  const parts = letteredParts(from, optional), places = parts.map((part) => part.first), sums = [0];
  for (const { first, last } of parts) sums.push(sums[sums.length - 1] + last - first);
  const closing = [...ends].sort((a, b) => a - b), longest = Math.max(0, ...wanted.keys());
  for (const start of [...starts].sort((a, b) => a - b)) {
    await breathe();
    if (TRIED > MOST_TRIES) break;
    const low = lowest(places, start);
    for (let near = lowest(closing, start + 1); near < closing.length; near++) {
      const end = closing[near], high = lowest(places, end);
      if (end - start - (sums[high] - sums[low]) > longest || high - low > 64 || TRIED > MOST_TRIES) break;
      if (optional.length) TRIED += 1 + ((high - low) >> 2);
      const inside = parts.slice(low, high);
      for (const holding of choicesOf(inside, end - start, wanted)) {
        const out = inside.filter((part) => !holding.has(part.index));
        let [from_, window] = [start, ""], [first, last] = [start, end];
        for (const part of out) {
          window += letters.slice(from_, Math.max(from_, part.first)).join("");
          from_ = Math.max(from_, Math.min(part.last, end));
          if (part.first === first) first = part.last;
        }
        for (const part of [...out].reverse()) if (part.last >= last) last = part.first;
        window += letters.slice(from_, end).join("");
        const length = [...window].length, digest = `${length}-${sha256(window).slice(0, 8)}`;
        if (optional.length) TRIED++;
        if (!(wanted.get(length) || new Set()).has(digest) || result.has(digest)) continue;
        result.set(digest, [kept.at[from[first]], kept.at[from[last - 1]] + 1]);
      }
    }
  }
}

function letteredParts(from, optional) {
  const parts = optional.map(({ span, dress }, index) => ({ index, dress, first: lowest(from, span[0]), last: lowest(from, span[1]) }))
    .filter(({ dress, first, last }) => dress !== "join" && first < last).sort((a, b) => a.first - b.first || b.last - a.last);
  const apart_ = [];
  for (const part of parts) if (!apart_.length || part.first >= apart_[apart_.length - 1].last) apart_.push(part);
  return apart_;
}

function choicesOf(inside, length, wanted) {
  const all = inside.map((part) => part.index), ways = [];
  if (inside.length <= FEW_OPTIONAL) {
    for (let bits = 0; bits < 1 << all.length; bits++) ways.push(new Set(all.filter((_, i) => bits & (1 << i))));
  } else {
    ways.push(new Set(), new Set(all));
    for (const kind of new Set(inside.map((part) => part.dress))) {
      ways.push(new Set(inside.filter((part) => part.dress === kind).map((part) => part.index)));
      ways.push(new Set(inside.filter((part) => part.dress !== kind).map((part) => part.index)));
    }
  }
  return ways.filter((holding) => wanted.has(length - inside.reduce((sum, part) => sum + (holding.has(part.index) ? 0 : part.last - part.first), 0)));
}

const SHA_K = [], SHA_H = [];
(() => {
  const fraction = (value) => ((value - Math.floor(value)) * 4294967296) | 0;
  for (let n = 2; SHA_K.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (SHA_H.length < 8) SHA_H.push(fraction(Math.sqrt(n)));
    SHA_K.push(fraction(Math.cbrt(n)));
  }
})();

// SHA-256 (FIPS 180-4) of a text's UTF-8, in hex; at once, since a search asks for thousands.
function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < bytes.length; i++) words[i >> 2] |= bytes[i] << (24 - 8 * (i & 3));
  words[bytes.length >> 2] |= 0x80 << (24 - 8 * (bytes.length & 3));
  words[words.length - 1] = bytes.length * 8;
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const hash = SHA_H.slice(), w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = hash;
    for (let t = 0; t < 64; t++) {
      w[t] = t < 16 ? words[block + t]
        : (turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10)) + w[t - 7] + (turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3)) + w[t - 16];
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + SHA_K[t] + w[t]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] = (hash[i] + value) | 0; });
  }
  return hash.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
}
