import { Enums, Models, Serialize, Spec, SPDX } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { BundledPackage } from './bundled-packages';
import type { GoModule, GoProgram } from './go-programs';

/** Media type of an SBOM, and its artifact type among an image's referrers. */
export const SBOM_TYPE = 'application/vnd.cyclonedx+json';

/** One file of an image, with the SHA-256 of its content in hexadecimal. */
export interface SbomFile {
  /** Absolute path in the image. */
  readonly path: string;
  readonly sha256: string;
}

/** What an SBOM describes. */
export interface SbomContent {
  /** The image's name and digest. */
  readonly image: { readonly name: string; readonly digest: string };
  readonly bundles: readonly (SbomFile & { readonly packages: readonly BundledPackage[] })[];
  readonly programs: readonly (SbomFile & GoProgram)[];
}

type Library = Pick<Models.Component, 'name' | 'version'> & {
  readonly purl: string;
  readonly license?: string | undefined;
  readonly sha256?: string | undefined;
};

const urlOf = (type: string, path: string, version: string): string => {
  const at = path.lastIndexOf('/');
  return new PackageURL(type, at < 0 ? null : path.slice(0, at), path.slice(at + 1), version, null, null).toString();
};

const ofPackage = ({ name, version, license }: BundledPackage): Library => ({
  name,
  version,
  license,
  purl: urlOf('npm', name, version),
});

// The sum of go.sum is a SHA-256 over the names and hashes of a module's files, in base64.
const ofModule = ({ path, version, sum }: GoModule): Library => ({
  name: path,
  version,
  purl: urlOf('golang', path, version),
  sha256: sum?.startsWith('h1:') === true ? Buffer.from(sum.slice('h1:'.length), 'base64').toString('hex') : undefined,
});

const standardLibrary = ({ go }: GoProgram): Library => ({
  name: 'std',
  version: go,
  purl: urlOf('golang', 'std', go),
});

const licenseOf = (license: string): Models.License => {
  const id = SPDX.fixupSpdxId(license);
  return id === undefined ? new Models.NamedLicense(license) : new Models.SpdxLicense(id);
};

const sha256Of = (sha256: string): Models.HashDictionary =>
  new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]);

const toComponent = ({ name, version, purl, license, sha256 }: Library): Models.Component =>
  new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: purl,
    purl,
    ...(version === undefined ? {} : { version }),
    ...(license === undefined ? {} : { licenses: new Models.LicenseRepository([licenseOf(license)]) }),
    ...(sha256 === undefined ? {} : { hashes: sha256Of(sha256) }),
  });

/** Adds a file and the libraries in it; a library that two files share becomes one component. */
const addFile = (bom: Models.Bom, { path, sha256 }: SbomFile, libraries: readonly Library[]): void => {
  const hashes = sha256Of(sha256);
  const file = new Models.Component(Enums.ComponentType.Application, path, { bomRef: path, hashes });
  for (const library of libraries) {
    const known = [...bom.components].find(({ purl }) => purl === library.purl);
    const component = known ?? toComponent(library);
    bom.components.add(component);
    file.dependencies.add(component.bomRef);
  }
  bom.components.add(file);
  bom.metadata.component?.dependencies.add(file.bomRef);
};

/**
 * The SBOM of the verifier's image as CycloneDX 1.6 JSON: the packages in each bundle and the modules in each program.
 * It holds no time and no random number, so that the same image always has the same SBOM.
 */
export const sbomOf = ({ image, bundles, programs }: SbomContent): string => {
  const bom = new Models.Bom();
  const { name, digest } = image;
  const hashes = sha256Of(digest.replace('sha256:', ''));
  const own = { bomRef: 'image', version: digest, hashes };
  bom.metadata.component = new Models.Component(Enums.ComponentType.Container, name, own);
  for (const bundle of bundles) addFile(bom, bundle, bundle.packages.map(ofPackage));
  for (const program of programs) addFile(bom, program, [standardLibrary(program), ...program.modules.map(ofModule)]);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
};
