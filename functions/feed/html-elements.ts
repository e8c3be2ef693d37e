const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** All elements that HTML has or had. */
export const HTML = words(
  'a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas caption center cite code col dd del details dfn div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark marquee meta nav nobr noembed noframes noscript object ol optgroup option p param picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr',
);

/** Those that stand in the line; all others end a word. */
export const INLINE = words(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb ruby s samp script small span strike strong style sub sup time tt u var wbr',
);

/** Those without content or end tag. */
export const VOID = words('br col hr img source wbr');
