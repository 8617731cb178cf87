// English words without their endings (Porter 1980, with *logi* as he had it later), step for step as stems.py.
const [STEM_MORE_THAN_0, STEM_IS_1, STEM_MORE_THAN_1, STEM_VOWEL, STEM_CVC] = (() => {
  const c = "[^aeiou](?:[^aeiouy])*", v = "[aeiouy][aeiou]*";
  return [`^(?:${c})?${v}${c}`, `^(?:${c})?${v}${c}(?:${v})?$`, `^(?:${c})?${v}${c}${v}${c}`, `^(?:${c})?[aeiouy]`, `^${c}[aeiouy][^aeiouwxy]$`]
    .map((pattern) => new RegExp(pattern));
})();
/** @type {Record<string, string>} */
const STEM_2 = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", abli: "able", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al",
  iviti: "ive", biliti: "ble", logi: "log" };
/** @type {Record<string, string>} */
const STEM_3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
const STEM_4 = ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];
const [STEM_ENDING_2, STEM_ENDING_3, STEM_ENDING_4] = [Object.keys(STEM_2), Object.keys(STEM_3), STEM_4]
  .map((endings) => new RegExp(`(${[...endings].sort((a, b) => b.length - a.length).join("|")})$`));

function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  if (word[0] === "y") word = "Y" + word.slice(1);
  word = stemPast(stemPlural(word));
  if (word.endsWith("y") && STEM_VOWEL.test(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  for (const [ending, becomes] of [[STEM_ENDING_2, STEM_2], [STEM_ENDING_3, STEM_3]]) {
    const found = /** @type {RegExp} */ (ending).exec(word);
    if (found && STEM_MORE_THAN_0.test(word.slice(0, found.index))) word = word.slice(0, found.index) + becomes[found[1]];
  }
  const found = STEM_ENDING_4.exec(word);
  if (found) {
    const rest = word.slice(0, found.index);
    if (STEM_MORE_THAN_1.test(rest) && (found[1] !== "ion" || /[st]$/.test(rest))) word = rest;
  }
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    if (STEM_MORE_THAN_1.test(rest) || (STEM_IS_1.test(rest) && !STEM_CVC.test(rest))) word = rest;
  }
  if (word.endsWith("ll") && STEM_MORE_THAN_1.test(word)) word = word.slice(0, -1);
  return word.toLowerCase();
}

function stemPlural(word) {
  if (/(sses|ies)$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function stemPast(word) {
  if (word.endsWith("eed")) return STEM_MORE_THAN_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  for (const ending of ["ed", "ing"]) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    if (!STEM_VOWEL.test(rest)) return word;
    if (/(at|bl|iz)$/.test(rest) || (STEM_IS_1.test(rest) && STEM_CVC.test(rest))) return rest + "e";
    return /([^aeiouylsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
  }
  return word;
}
