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
  /** Schemas that spoke of the traced part and let it through. */
  passed: readonly Place[] = [];
  holds = true;

  constructor(run: Run, place: Place, part: Part, outer: Scope, collects: boolean) {
    this.run = run;
    this.place = place;
    this.part = part;
    this.scope = outer.enter(place.resource);
    this.collects = collects;
    run.spend(1);
    const program = run.programOf(place);
    this.evaluated = collects || program.collects ? nothingEvaluated() : undefined;
    if (run.traces === part.pointer) this.passed = [place];
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
    if (this.run.explains) this.marks = limited([...this.marks, ...marks]);
    return false;
  }

  /** Does another schema let a part through? Nothing of what it says is kept. */
  ask(place: Place, part: Part): Application {
    return new Application(this.run, place, part, this.scope, this.evaluated !== undefined && part === this.part);
  }

  /** Another schema must let a part through, in the name of a keyword of this one. */
  demand(keyword: string, place: Place, part: Part): boolean {
    return this.keep(keyword, this.ask(place, part));
  }

  /** What an application said counts here too. */
  keep(keyword: string, { holds, part, place, evaluated, marks, passed }: Application): boolean {
    if (!holds) return this.refuse(...(place.value === false && this.run.explains ? [falseMark(keyword, place, this.place, part)] : marks));
    if (this.evaluated && evaluated && part === this.part) mergeInto(this.evaluated, evaluated);
    if (passed.length > 0) this.passed = [...this.passed, ...passed];
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
    if (said) return this.keep(keyword, said);
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
    asked.set(place, [...known, application]);
    return this.keep(keyword, application);
  }
}
