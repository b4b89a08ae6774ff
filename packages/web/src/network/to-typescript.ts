// A network and its optimizer as TypeScript that trains them with @shadegrad/core.

import { parseModel, type Model, type ModelLayer, type Optimizer } from '@shadegrad/core';

export function toTypeScript(model: Model, optimizer: Optimizer): string {
  const { type, ...options } = optimizer;
  const names = ownNames(model);
  const types = [...new Set(model.layers.map(({ settings }) => settings.type))];
  const imports = ['createTrainer', 'sequential', type, ...types].sort((a, b) => a.localeCompare(b));
  return [
    `import { ${imports.join(', ')} } from '@shadegrad/core';`,
    '',
    'export const model = sequential({',
    `  name: '${model.name}',`,
    `  inputShape: [${model.inputShape.join(', ')}],`,
    '  layers: [',
    ...model.layers.map((layer, i) => `    ${factoryCall(layer, names[i] ?? false)},`),
    '  ],',
    '});',
    '',
    `const trainer = await createTrainer(gpu, { model, optimizer: ${type}(${literal(options)}) });`,
    '',
  ].join('\n');
}

/** Only the options that make a difference: what can be left out without changing the layer is. */
function factoryCall({ settings, inputShape }: ModelLayer, isNamed: boolean): string {
  const { type, name, ...options } = settings;
  const made = (some: object): string => {
    try {
      const layers = [{ type, name, ...some }];
      return JSON.stringify(parseModel({ inputShape, layers }).layers[0]?.settings);
    } catch {
      return 'none: an option is missing';
    }
  };
  const whole = made(options);
  let needed: Readonly<Record<string, unknown>> = options;
  for (const option of Object.keys(options)) {
    const without = Object.fromEntries(Object.entries(needed).filter(([other]) => other !== option));
    if (made(without) === whole) needed = without;
  }
  return `${type}(${literal(isNamed ? { ...needed, name } : needed)})`;
}

/** For each layer, whether it has a name of its own and not the one that it would be given. */
function ownNames({ inputShape, layers }: Model): boolean[] {
  const unnamed = layers.map(({ settings }) => ({ ...settings, name: undefined }));
  const given = parseModel({ inputShape, layers: unnamed }).layers;
  return layers.map(({ name }, i) => given[i]?.name !== name);
}

function literal(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(literal);
    return items.every((item) => item === items[0]) ? (items[0] ?? '') : `[${items.join(', ')}]`;
  }
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.length === 0
    ? ''
    : `{ ${entries.map(([key, entry]) => `${key}: ${literal(entry)}`).join(', ')} }`;
}
