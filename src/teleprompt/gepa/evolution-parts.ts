import type { Module } from '../../modules';
import type { Proposer } from '../propose/ask-model';
import type { Contest } from '../search-run/contest';
import type { Component } from './components';
import type { GepaPlan } from './gepa-options';

/** What a search is made of. */
export interface EvolutionParts<Student extends Module> {
  readonly contest: Contest<Student>;
  readonly components: readonly Component[];
  readonly proposer: Proposer;
  readonly plan: GepaPlan;
  /** Most runs of the program on an example. */
  readonly maxCalls: number;
}
