export declare const ROOT: string;
export declare const FOR_NODE: {
  readonly format: 'esm';
  readonly platform: 'node';
  readonly target: 'node20';
};
export declare const OUTSIDE: readonly string[];
export declare function linkBeside(target: string, more?: readonly string[]): void;
