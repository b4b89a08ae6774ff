// A canvas knows no custom properties: their values as the page resolves them.

export class ResolvedColors {
  readonly #root: () => ParentNode;
  readonly #known = new Map<string, string>();

  /** @param root In what the properties are looked up. */
  constructor(root: () => ParentNode) {
    this.#root = root;
  }

  /** The colour that a custom property stands for, asked for once until it is forgotten. */
  of(name: string): string {
    const known = this.#known.get(name) ?? this.#resolve(name);
    this.#known.set(name, known);
    return known;
  }

  /** What was found, when the page may have other colours by now. */
  forget(): void {
    this.#known.clear();
  }

  #resolve(name: string): string {
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = `var(${name})`;
    this.#root().append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}
