import { describe, expect, it } from 'vitest';
import { stage, stagesText } from '../../src/core/stages.ts';

describe('the stages of a command', () => {
  it('are told in their order, with how often they were gone through', () => {
    expect(stagesText()).toBe('');
    const outer = stage('comparing');
    for (let i = 0; i < 2; i++) {
      using _ = stage('confirming');
    }
    outer[Symbol.dispose]();
    expect(stagesText()).toMatch(/^confirming \d\.\d\d s \(2 times\), comparing \d\.\d\d s$/);
  });
});
