import { applyDecorators } from '@nestjs/common';
import { Fails } from '#http';

/** What whoever writes for a member may meet. */
export const mayNotWrite = {
  'practice.without-member': 'Your credential does not belong to a member. Ask your member for one.',
  'member.ended': 'The membership has ended.',
};

export const withdrawn = { 'practice.withdrawn': 'The practice was withdrawn.' };

const merged = { 'practice.merged': 'The practice was merged into another one.' };

/** What reading something of a practice may meet. */
export const Readable = (): MethodDecorator => applyDecorators(Fails(308, merged), Fails(410, withdrawn));

/** What others do with a published practice may meet. */
export const Actable = (): MethodDecorator => applyDecorators(Fails(409, merged), Fails(410, withdrawn));
