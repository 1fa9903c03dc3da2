import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Writing } from '#http';
import type { Practice } from '../practice.js';
import { PracticeEditing } from '../practice-editing.js';
import type { Act } from '../practice-step.js';

/** Takes one step that the practice can decide alone: submit, publish, withdraw … */
export class ChangePractice extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly writing: Writing,
    readonly step: (practice: Practice, act: Act) => void,
  ) {
    super();
  }
}

@CommandHandler(ChangePractice)
export class ChangePracticeHandler extends Handler<ChangePractice> {
  constructor(private readonly editing: PracticeEditing) {
    super();
  }

  protected handle({ id, writing, step }: ChangePractice, tx: EntityManager): Promise<Practice> {
    return this.editing.change(tx, id, writing, step);
  }
}
