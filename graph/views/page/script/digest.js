// Passages found in a text by their digests, as the program finds them: letters and digits only.
const isLetter = (char) => /[\p{L}\p{N}]/u.test(char);

// The letters of a text, and where in it each comes from.
function lettersOf(text) {
  const letters = [], from = [], starts = [];
  const bare = text.replace(/\[[0-9]+\]/g, (marker) => "\u0000".repeat(marker.length));
  let opens = true; // whether a sentence may start here
  for (const found of bare.matchAll(/\P{M}\p{M}*/gsu)) {
    const cluster = found[0];
    if (/[.!?:;\n\u0000•–—\u2026]/.test(cluster)) opens = true;
    for (const char of cluster.normalize("NFKC")) {
      if (!isLetter(char)) continue;
      if (opens) starts.push(letters.length);
      opens = false;
      letters.push(char);
      from.push(found.index);
    }
    if (/["“‘'(]/.test(cluster)) opens = true;
  }
  return { letters, from, starts };
}

// Where in a text the passages of these digests are: digest to [start, end]. First where sentences
// start, then at every word if little is missing: in another paper all would be tried in vain. It takes
// its time in slices, so that the page stays usable.
const MOST_TRIED = 30000;
async function findDigests(text, digests) {
  const { letters, from, starts } = lettersOf(text);
  const found = new Map();
  const wanted = new Map(); // length: set of digests
  for (const digest of digests) {
    const length = Number(digest.split("-")[0]);
    if (!wanted.has(length)) wanted.set(length, new Set());
    wanted.get(length).add(digest);
  }
  const seek = (from_) => {
    for (const [length, set] of wanted) {
      if (!set.size || from_ + length > letters.length) continue;
      const digest = `${length}-${sha256(letters.slice(from_, from_ + length).join("")).slice(0, 8)}`;
      if (!set.has(digest)) continue;
      set.delete(digest);
      found.set(digest, [from[from_], from[from_ + length - 1] + 1]);
    }
  };
  const seekAll = async (places) => {
    let paused = performance.now();
    for (const place of places.slice(0, MOST_TRIED)) {
      seek(place);
      if (performance.now() - paused < 40) continue;
      await new Promise((resume) => setTimeout(resume));
      paused = performance.now();
    }
  };
  await seekAll(starts);
  const missing = digests.length - found.size;
  if (!missing || missing > 40) return found;
  const words = [];
  for (let i = 1; i < letters.length; i++) if (from[i] > from[i - 1] + 1) words.push(i);
  await seekAll(words);
  return found;
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
