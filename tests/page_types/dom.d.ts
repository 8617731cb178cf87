// What the page knows of the document and TypeScript does not: which kind of element an id, a selector
// or an event stands for.
declare const d3: any;
// Written by patterns.py: source and flags of each pattern.
declare const PATTERNS: Record<string, [string, string]>;

interface EventTarget {
  closest(selector: string): any;
}

interface Node {
  href: any;
  getAttribute(name: string): string | null;
  contains(other: EventTarget | null): boolean;
}

interface Element {
  open: any;
  tabIndex: any;
  offsetHeight: any;
  dataset: any;
  focus(options?: object): void;
}

interface HTMLElement {
  cellIndex: any;
}

interface Event {
  relatedTarget: any;
}
