// The two libraries that index.html loads before the page's own modules.
declare const AdaptiveCards: typeof import('adaptivecards');
declare const markdownit: typeof import('markdown-it').default;
