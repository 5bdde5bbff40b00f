import type { VerdictEvent } from './verdict-event';

/** Who learns of a verdict through the notify function. Each has messages of its own, so that a retry repeats only what failed. */
export const NOTICE_TARGETS = ['security-hub', 'webhook'] as const;

/** One of them. */
export type NoticeTarget = (typeof NOTICE_TARGETS)[number];

/** A verdict that was announced, for one target. */
export interface VerdictNotice {
  readonly kind: 'verdict';
  readonly target: NoticeTarget;
  /** The detail of the event "Image Verdict". */
  readonly verdict: VerdictEvent;
  /** The name of the service that started the task; null without one. */
  readonly service: string | null;
  /** The ARN of the task's definition; null if ECS does not report it. */
  readonly taskDefinition: string | null;
}

/** A sweep that has written its report. */
export interface SweptNotice {
  readonly kind: 'swept';
  /** The sweep's id. */
  readonly sweep: string;
  /** The key of its report in the bucket of reports. */
  readonly reportKey: string;
}

/** What one message of the notify queue is about. */
export type Notice = VerdictNotice | SweptNotice;

/** The version of the format of notices. */
export const NOTICE_VERSION = 1;

/** The body of a message about a verdict, for one target. */
export const formatVerdictNotice = (notice: Omit<VerdictNotice, 'kind'>): string =>
  JSON.stringify({ version: NOTICE_VERSION, kind: 'verdict', ...notice });

/** The body of a message about a sweep that has written its report. */
export const formatSweptNotice = (notice: Omit<SweptNotice, 'kind'>): string =>
  JSON.stringify({ version: NOTICE_VERSION, kind: 'swept', ...notice });
