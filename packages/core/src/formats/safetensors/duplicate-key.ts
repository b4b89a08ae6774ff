// JSON.parse keeps the last of two equal keys without a word. In a file format, two tensors of one name are damage.

/** The first key that an object of `json`, which must be valid JSON, has twice; in whatever way it is spelled. */
export function findDuplicateKey(json: string): string | undefined {
  // The keys of each object around the current position; arrays hold a place. A walk and no regular expression: those
  // run out of stack on a string of many megabytes.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const begin = i;
      for (i++; json[i] !== '"'; i++) if (json[i] === '\\') i++;
      if (!isFollowedByColon(json, i + 1)) continue;
      const key = String(JSON.parse(json.slice(begin, i + 1)));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

function isFollowedByColon(json: string, from: number): boolean {
  let i = from;
  while (i < json.length && ' \t\r\n'.includes(json[i])) i++;
  return json[i] === ':';
}
