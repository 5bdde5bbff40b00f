import type { AwsSecurityFinding, Resource } from '@aws-sdk/client-securityhub';
import type { VerdictEvent } from '../../contracts/events/verdict-event';
import { SEVERITIES, UNTRUSTED_CATALOGUE, type UntrustedReason } from '../../verification';
import { findingId, type FindingSubject } from './finding-id';
import { findingText, LIMITS } from './finding-text';

/** An untrusted image that runs, for a finding. Instants are ISO 8601 in UTC. */
export interface UntrustedImage extends FindingSubject, Pick<VerdictEvent, 'policy' | 'detail' | 'workload'> {
  readonly reason: UntrustedReason;
  /** The ARNs of tasks that run it; at least one. */
  readonly tasks: readonly string[];
  readonly firstObservedAt: string;
  readonly observedAt: string;
}

/** The beginning of the ids of what generates findings; the reason follows. */
export const GENERATOR = 'ecs-image-trust/';

/** The names of a finding's own fields. */
export const PRODUCT_FIELD = {
  deployment: 'ecs-image-trust/deployment',
  cluster: 'ecs-image-trust/cluster',
} as const;

/** The type of every finding. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html */
export const FINDING_TYPE = 'Software and Configuration Checks/AWS Security Best Practices';

const SIGNING = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-signing.html';
const REVOCATION = 'https://docs.aws.amazon.com/signer/latest/developerguide/revocation.html';

/** A finding has at most 32 resources; one more task adds nothing. */
const MOST_TASKS = 10;

const serviceArn = (cluster: string, service: string): string =>
  `${cluster.replace(':cluster/', ':service/')}/${service}`;

const placed = (cluster: string): Pick<Resource, 'Partition' | 'Region'> => {
  const [, partition, , region] = cluster.split(':');
  return { Partition: partition as Resource['Partition'], Region: region };
};

const resourcesOf = (found: UntrustedImage): Resource[] => {
  const { cluster, service, container, image, repository, digest, tasks } = found;
  const place = placed(cluster);
  const detail = (text: string | null): string => findingText(text, LIMITS.resourceDetail);
  const name = detail(repository ?? image);
  return [
    ...(service === null
      ? []
      : [{ ...place, Type: 'AwsEcsService', Id: findingText(serviceArn(cluster, service), LIMITS.id) }]),
    ...tasks.slice(0, MOST_TASKS).map((task) => ({ ...place, Type: 'AwsEcsTask', Id: findingText(task, LIMITS.id) })),
    {
      ...place,
      Type: 'Container',
      Id: findingText(digest === null ? name : `${name}@${digest}`, LIMITS.id),
      Details: { Container: { Name: detail(container), ImageName: detail(image), ImageId: detail(digest) } },
    },
  ];
};

const sentence = (text: string): string => `${text.replaceAll('`', '')}.`;

const fieldsOf = (found: UntrustedImage): Record<string, string> => {
  const { deployment, cluster, service, container, repository, digest, policy, reason, workload } = found;
  const own = { service, container, repository, digest, policy, reason, workload };
  const texts = Object.entries(own).flatMap(([name, text]) =>
    text === null ? [] : [[`ecs-image-trust/${name}`, findingText(text, LIMITS.productField)] as const],
  );
  return { [PRODUCT_FIELD.deployment]: deployment, [PRODUCT_FIELD.cluster]: cluster, ...Object.fromEntries(texts) };
};

const textsOf = ({ reason, container, service, detail }: UntrustedImage) => {
  const { name, meaning, remediation } = UNTRUSTED_CATALOGUE[reason];
  const where = service === null ? `container ${container}` : `container ${container} of service ${service}`;
  return {
    Title: findingText(`Untrusted image runs on Amazon ECS (${name.toLowerCase()}): ${where}`, LIMITS.title),
    Description: findingText(`${sentence(meaning)} ${detail}`, LIMITS.description),
    Remediation: {
      Recommendation: {
        Text: findingText(sentence(remediation), LIMITS.remediation),
        Url: reason === 'revoked' ? REVOCATION : SIGNING,
      },
    },
  };
};

/**
 * An untrusted image as a finding in the AWS Security Finding Format, active. It has no `Workflow`: that belongs to the
 * people who work on findings, and Security Hub ignores it in updates.
 */
export const toFinding = (found: UntrustedImage, productArn: string): AwsSecurityFinding => {
  const { reason, firstObservedAt, observedAt } = found;
  return {
    SchemaVersion: '2018-10-08',
    Id: findingId(found),
    ProductArn: productArn,
    GeneratorId: `${GENERATOR}${reason}`,
    AwsAccountId: productArn.split(':')[4],
    ...textsOf(found),
    FindingProviderFields: { Severity: { Label: SEVERITIES[reason], Original: reason }, Types: [FINDING_TYPE] },
    Resources: resourcesOf(found),
    ProductFields: fieldsOf(found),
    FirstObservedAt: firstObservedAt,
    LastObservedAt: observedAt,
    CreatedAt: firstObservedAt,
    UpdatedAt: observedAt,
    RecordState: 'ACTIVE',
  };
};
