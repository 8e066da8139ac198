/** Check digits: the last proof that somebody copied a number without a slip. */

/** How the check digit of a number is made. */
export type Checksum =
  "cusip" | "iban" | "isin" | "iso6346" | "mod97_10" | "sedol" | "vin";

/** Whether the check digit of a text is right. */
export function hasChecksum(checksum: Checksum, text: string): boolean {
  switch (checksum) {
    case "cusip":
      return isCusip(text);
    case "iban":
      return mod97(text.slice(4) + text.slice(0, 4)) === 1;
    case "isin":
      return isIsin(text);
    case "iso6346":
      return isContainer(text);
    case "mod97_10":
      return mod97(text) === 1;
    case "sedol":
      return weighted(text, [1, 3, 1, 7, 3, 9, 1]) % 10 === 0;
    case "vin":
      return isVin(text);
  }
}

/** `0` to `9` are themselves, `A` is 10, `Z` is 35; `NaN` for all others. */
function valueOf(letter: string): number {
  return /^[0-9A-Z]$/.test(letter) ? Number.parseInt(letter, 36) : Number.NaN;
}

/** The sum of the digits of a number below 100. */
function crossSum(number: number): number {
  return Math.floor(number / 10) + (number % 10);
}

/** The number modulo 97, letters as two digits (ISO 7064). */
function mod97(text: string): number {
  let rest = 0;
  for (const letter of text) {
    const value = valueOf(letter);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** The sum of the values times their weights, one weight a character. */
function weighted(text: string, weights: readonly number[]): number {
  if (text.length !== weights.length) {
    return Number.NaN;
  }
  return weights.reduce(
    (sum, weight, place) => sum + weight * valueOf(text.charAt(place)),
    0,
  );
}

/** Letters to two digits, then Luhn over the digits (ISO 6166). */
function isIsin(text: string): boolean {
  const digits = Array.from(text, (letter) => String(valueOf(letter))).join("");
  const sum = Array.from(digits)
    .reverse()
    .reduce(
      (total, digit, place) =>
        total + crossSum(Number(digit) * (1 + (place % 2))),
      0,
    );
  return text.length === 12 && sum % 10 === 0;
}

/** Double-add-double over eight characters (ANSI X9.6). */
function isCusip(text: string): boolean {
  const sum = Array.from(text.slice(0, 8)).reduce((total, letter, place) => {
    const special = "*@#".indexOf(letter);
    const value = special < 0 ? valueOf(letter) : 36 + special;
    return total + crossSum(value * (1 + (place % 2)));
  }, 0);
  return text.slice(8) === String((10 - (sum % 10)) % 10);
}

/** Letters 10 to 38 without the multiples of 11, times powers of two. */
function isContainer(text: string): boolean {
  const sum = Array.from(text.slice(0, 10)).reduce((total, letter, place) => {
    const value = valueOf(letter);
    const skipped = value > 9 ? value + Math.floor((value - 1) / 10) : value;
    return total + skipped * 2 ** place;
  }, 0);
  return text.slice(10) === String((sum % 11) % 10);
}

/** Transliterated and weighted, `X` for 10, at the ninth place (ISO 3779). */
function isVin(text: string): boolean {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
  if (text.length !== weights.length) {
    return false;
  }
  const sum = weights.reduce((total, weight, place) => {
    const at = values.indexOf(text.charAt(place));
    return total + (at < 0 ? Number.NaN : weight * (at % 10));
  }, 0);
  return text.charAt(8) === (sum % 11 === 10 ? "X" : String(sum % 11));
}
