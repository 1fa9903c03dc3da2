import { applyDecorators } from '@nestjs/common';
import { Fails } from '#http';

/** Failures of any write for a member. */
export const mayNotWrite = {
  'practice.without-member': 'Your credential does not belong to a member. Ask your member for one.',
  'member.ended': 'The membership has ended.',
};

export const withdrawn = { 'practice.withdrawn': 'The practice was withdrawn.' };

const merged = { 'practice.merged': 'The practice was merged into another one.' };

/** Failures of reading any part of a practice. */
export const Readable = (): MethodDecorator => applyDecorators(Fails(308, merged), Fails(410, withdrawn));

/** Failures of acts on a published practice. */
export const Actable = (): MethodDecorator => applyDecorators(Fails(409, merged), Fails(410, withdrawn));

/** Failures of a list of states or tasks that are not everybody's. */
export const mayNotList = {
  'practice.status-not-allowed':
    'Only members, for their own practices, and the steering committee may list by this status.',
  'practice.queue-not-allowed': 'Only the steering committee may see the tasks of others.',
};
