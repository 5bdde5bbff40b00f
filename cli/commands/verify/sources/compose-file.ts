import { CORE_SCHEMA, load, types, YAMLException } from 'js-yaml';
import {
  formatFound,
  formatPath,
  InvalidInputError,
  type Path,
  type Problem,
} from '../../../../contracts/schema/invalid-input';
import { expectedImage } from './expected-image';
import { interpolate, type Variables } from './interpolate';
import { fileSubject, type Found } from './subject';

// Of the types of YAML, Compose files need those of JSON, and merge keys.
const SCHEMA = CORE_SCHEMA.extend({ implicit: [types.merge] });

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : formatFound(value);
};

// Aliases can make a value endless, so only texts and numbers are quoted.
const problem = (path: Path, expected: string, found: unknown): Problem => ({
  path: formatPath(path),
  expected,
  found: kindOf(found),
});

const toProblem = (error: unknown): Problem => {
  if (error instanceof RangeError)
    return { path: '(whole)', expected: 'YAML', found: 'values that are nested too deeply' };
  if (!(error instanceof YAMLException)) throw error;
  const { reason, mark } = error;
  const path = mark === undefined ? '(whole)' : `line ${mark.line + 1}, column ${mark.column + 1}`;
  return { path, expected: 'YAML', found: formatFound(reason) };
};

const readYaml = (text: string, file: string): unknown => {
  try {
    return load(text, { schema: SCHEMA });
  } catch (error) {
    throw new InvalidInputError(file, [toProblem(error)]);
  }
};

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type ReadService = (Found & { readonly problems?: undefined }) | { readonly problems: readonly Problem[] };

/** What a service is read from. */
interface Named {
  readonly file: string;
  readonly name: string;
  readonly variables: Variables;
}

const readImage = (image: unknown, { file, name, variables }: Named): ReadService => {
  const path = ['services', name, 'image'];
  if (typeof image !== 'string') return { problems: [problem(path, 'an image reference', image)] };
  const read = interpolate(image, variables);
  if (read.kind === 'missing') return { problems: read.expected.map((each) => problem(path, each, image)) };
  const expected = expectedImage(read.text);
  // A variable may hold a secret, so what is no image reference is shown as the file has it.
  if (expected !== undefined) return { problems: [problem(path, expected, image)] };
  const place = formatPath(['services', name]);
  return { subjects: [fileSubject(file, place, { name, image: read.text })], withoutImage: [] };
};

const readService = (service: unknown, named: Named): ReadService => {
  const { file, name } = named;
  const path = ['services', name];
  if (!isObject(service)) return { problems: [problem(path, 'an object', service)] };
  if (Object.hasOwn(service, 'image')) return readImage(service['image'], named);
  if (Object.hasOwn(service, 'extends')) return { problems: [problem([...path, 'image'], INSTEAD, undefined)] };
  if (!Object.hasOwn(service, 'build')) return { problems: [problem([...path, 'image'], 'image or build', undefined)] };
  const source = `${file}: ${formatPath(path)}`;
  return { subjects: [], withoutImage: [{ source, file, reason: 'no image: it is built, and names no image' }] };
};

const INSTEAD = 'no reference to other files (give what docker compose config prints)';

const servicesOf = (compose: unknown, file: string): Fields => {
  if (!isObject(compose)) throw new InvalidInputError(file, [problem([], 'an object with services', compose)]);
  const { services, include } = compose;
  const problems = [
    ...(include === undefined ? [] : [problem(['include'], INSTEAD, include)]),
    ...(isObject(services) ? [] : [problem(['services'], 'an object with a field for each service', services)]),
  ];
  if (problems.length > 0 || !isObject(services)) throw new InvalidInputError(file, problems);
  return services;
};

/**
 * The images of a Compose file's services, whatever their profiles; services that are only built have none.
 * @throws InvalidInputError with every problem of the file.
 */
export const readComposeFile = (text: string, file: string, variables: Variables): Found => {
  const services = Object.entries(servicesOf(readYaml(text, file), file));
  const read = services.map(([name, service]) => readService(service, { file, name, variables }));
  const problems = read.flatMap((each) => each.problems ?? []);
  if (problems.length > 0) throw new InvalidInputError(file, problems);
  const found = read.flatMap((each) => (each.problems === undefined ? [each] : []));
  return {
    subjects: found.flatMap(({ subjects }) => subjects),
    withoutImage: found.flatMap(({ withoutImage }) => withoutImage),
  };
};
