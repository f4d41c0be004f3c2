import type { Mark } from '../question.ts';
import { type Place, SchemaError } from '../read/place.ts';
import { type Evaluated, mergeInto, nothingEvaluated } from './evaluated.ts';
import { falseMark, limited, markOf } from './marks.ts';
import type { Part } from './part.ts';
import type { Scope } from './scope.ts';

/** What is asked of a whole evaluation. */
export interface Run {
  readonly formatAssertion: boolean;
  /** @throws Spent */
  readonly spend: (steps: number) => void;
  /** Collect every refusing keyword, and do not stop at the first. */
  readonly explains: boolean;
  /** Ask whatever anybody may ask, so that the weight is that of any validator. */
  readonly weighs: boolean;
  /** The part of the document whose schemas are wanted. */
  readonly traces: string | undefined;
  /** What targets of references said of a part: schemas that share much are not asked twice. */
  readonly asked: Map<Part, Map<Place, readonly Application[]>>;
  /** The keywords of a place, read when first asked for. */
  readonly programOf: (place: Place) => Program;
}

/** A keyword at its place, ready to be asked: does it let the part through? */
export interface Check {
  readonly keyword: string;
  readonly lets: (to: Application) => boolean;
}

export interface Program {
  readonly checks: readonly Check[];
  /** It asks what was evaluated. */
  readonly collects: boolean;
}

/** One schema applied to one part of the document. */
export class Application {
  readonly run: Run;
  readonly place: Place;
  readonly part: Part;
  readonly scope: Scope;
  /** Members and items that were spoken of; undefined where nobody asks. */
  readonly evaluated: Evaluated | undefined;
  readonly collects: boolean;
  marks: readonly Mark[] = [];
  /** Its schema itself spoke of the traced part. */
  readonly isTraced: boolean;
  /** What let the traced part through in its name. A list of each level's own: joined, they would double with every level. */
  readonly passed: Application[] = [];
  holds = true;
  /** Schemas asked in all, each as often as somebody asks who remembers nothing. */
  weight = 1;

  constructor(run: Run, place: Place, part: Part, outer: Scope, collects: boolean) {
    this.run = run;
    this.place = place;
    this.part = part;
    this.scope = outer.enter(place.resource);
    this.collects = collects || run.weighs;
    run.spend(1);
    const program = run.programOf(place);
    this.evaluated = this.collects || program.collects ? nothingEvaluated() : undefined;
    this.isTraced = run.traces === part.pointer;
    for (const check of program.checks) {
      run.spend(1);
      const before = this.marks;
      if (check.lets(this)) continue;
      this.holds = false;
      if (!run.explains) break;
      if (this.marks === before)
        this.refuse(place.value === false ? falseMark('false', place, place, part) : markOf(check.keyword, place, part));
    }
  }

  refuse(...marks: readonly Mark[]): false {
    if (this.run.explains) this.marks = limited([...new Set([...this.marks, ...marks])]);
    return false;
  }

  /** Does another schema let a part through? Nothing of what it says is kept. */
  ask(place: Place, part: Part): Application {
    const said = new Application(this.run, place, part, this.scope, this.evaluated !== undefined && part === this.part);
    this.weight += said.weight;
    return said;
  }

  /** Another schema must let a part through, in the name of a keyword of this one. */
  demand(keyword: string, place: Place, part: Part): boolean {
    return this.keep(keyword, this.ask(place, part));
  }

  /** What an application said counts here too. */
  keep(keyword: string, said: Application): boolean {
    const { holds, part, place, evaluated, marks } = said;
    if (!holds) return this.refuse(...(place.value === false && this.run.explains ? [falseMark(keyword, place, this.place, part)] : marks));
    if (this.evaluated && evaluated && part === this.part) mergeInto(this.evaluated, evaluated);
    if (said.isTraced || said.passed.length > 0) this.passed.push(said);
    return true;
  }

  /** The target of a reference must let this part through. @throws SchemaError for a circle without a step into the document. */
  follow(keyword: string, place: Place): boolean {
    const { part, run } = this;
    const scope = this.scope.enter(place.resource);
    const collects = this.evaluated !== undefined;
    const asked = run.asked.get(part) ?? new Map<Place, readonly Application[]>();
    run.asked.set(part, asked);
    const known = asked.get(place) ?? [];
    const said = known.find((application) => application.scope === scope && application.collects === collects);
    if (said) {
      this.weight += said.weight;
      return this.keep(keyword, said);
    }
    if (part.asking.some((asking) => asking.place === place && asking.scope === scope)) {
      throw new SchemaError(
        'schema/reference-circle',
        'leads back to itself without a step into the document, and so says nothing',
        this.place,
      );
    }
    part.asking.push({ place, scope });
    const application = new Application(run, place, part, this.scope, collects);
    part.asking.pop();
    this.weight += application.weight;
    asked.set(place, [...known, application]);
    return this.keep(keyword, application);
  }
}
