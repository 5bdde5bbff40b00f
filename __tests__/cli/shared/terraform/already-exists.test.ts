import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformFailure } from '../../../../cli/shared/terraform/terraform-failure';

const FIXTURES = join(__dirname, '../../../fixtures/terraform');

const failureOf = (name: string) =>
  terraformFailure('deploying dev-signing', readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'));

describe('terraformFailure, about what already exists,', () => {
  it.each([['already-exists'], ['cdktf-already-exists']])(
    'names what already exists, how to import it, and how many more errors there are: %s',
    (name) => {
      const { code, message } = failureOf(name);
      expect(code).toBe('refused');
      expect(message).toMatch(/ECR Repository \((?:shop\/web|dev-[a-z/-]+)\) already exists/);
      expect(message).toMatch(/terraform import 'aws_ecr_repository\.[\w-]+' ID/);
      expect(message).toMatch(/ \(and \d more errors\)$/);
    },
  );

  it.each([['already-exists'], ['cdktf-already-exists']])(
    'names "existing" first for a repository, and warns that an import makes its tags immutable: %s',
    (name) => {
      const { message } = failureOf(name);
      expect(message).toContain(
        'to use it as it is, name it under "existing" in the deployment file; otherwise choose',
      );
      expect(message.indexOf('"existing"')).toBeLessThan(message.indexOf('terraform import'));
      expect(message).toContain('an import makes its tags immutable and replaces its policy at the next deployment');
    },
  );

  it('names "existing" for a signing profile', () => {
    const { message } = terraformFailure(
      'it',
      'Error: creating Signer Signing Profile (dev): operation error signer: PutSigningProfile, ResourceAlreadyExistsException: no\n\n  with aws_signer_signing_profile.signing-profile,\n',
    );
    expect(message).toContain('"existing"');
  });

  it('does not name "existing" for what it cannot name', () => {
    const { message } = failureOf('assumed-queue-exists');
    expect(message).not.toContain('"existing"');
    expect(message).toContain('; choose another name in the deployment file, delete it, or import it');
    expect(message).toContain('an import changes its settings to those of the stack at the next deployment');
  });
});
