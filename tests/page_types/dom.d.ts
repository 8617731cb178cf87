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

// The patterns of graph/documents, put before the script by graph/views/page/patterns.py.
declare const PATTERNS: { [name: string]: [string, string] };
