// Untrusted text made visible: control characters must reach neither a terminal nor an XML file.
// In: any text. Out: text of printable characters, tabs and spaces.

/** Control characters, lone surrogates and the two noncharacters of XML become visible escapes; newlines stay. */
export function escapeText(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const control = (code < 0x20 && code !== 0x0a && code !== 0x09) || (code >= 0x7f && code < 0xa0);
    // Bidirectional overrides can make a line read as something else.
    const invisible =
      (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff || (code >= 0x202a && code <= 0x202e);
    result += control || invisible ? `\\u{${code.toString(16)}}` : character;
  }
  return result;
}
