import { AdoptionRepository } from './adoption.repository.js';
import { AdoptPracticeHandler } from './adopt-practice/adopt-practice.js';
import { ChangeAdoptionHandler } from './change-adoption/change-adoption.js';
import { AdoptionController } from './http/adoption.controller.js';
import { MemberAdoptionsController } from './http/member-adoptions.controller.js';

export const adoptionControllers = [AdoptionController, MemberAdoptionsController];
export const adoptionProviders = [AdoptionRepository, AdoptPracticeHandler, ChangeAdoptionHandler];
