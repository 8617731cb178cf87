// What the page knows of the document and TypeScript does not: which kind of element an id, a selector
// or an event stands for.
declare const d3: any;

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
