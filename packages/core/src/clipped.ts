// Names, numbers and texts of files can be of any length; a message tells what is wrong and does not quote the file.

/** The text, or its beginning where it has more than `most` characters. */
export function clipped(text: string, most = 300): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
