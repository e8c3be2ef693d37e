import { atom, entry, item, jsonFeed, read, rss } from './documents';

const TITLE = '<title>News</title>';

function pace(document: string) {
  const { leastMinutes, skipDays, skipHours } = read(document);
  return { leastMinutes, skipDays, skipHours };
}

const inRss = (elements: string) => pace(rss(item(1, TITLE), `${TITLE}${elements}`));
const SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';

it.each([
  ['<ttl>60</ttl>', 60],
  ['<ttl> 15 </ttl>', 15],
  ['<ttl>0</ttl>', null],
  ['<ttl>-5</ttl>', null],
  ['<ttl>soon</ttl>', null],
  ['<ttl>99999999</ttl>', 10_080],
  ['', null],
  [`<sy:updatePeriod ${SY}>hourly</sy:updatePeriod>`, 60],
  [`<sy:updatePeriod ${SY}> Daily </sy:updatePeriod>`, 1_440],
  [`<sy:updatePeriod ${SY}>daily</sy:updatePeriod><sy:updateFrequency ${SY}>4</sy:updateFrequency>`, 360],
  [`<sy:updateFrequency ${SY}>2</sy:updateFrequency>`, 720],
  [`<sy:updatePeriod ${SY}>hourly</sy:updatePeriod><sy:updateFrequency ${SY}>0</sy:updateFrequency>`, null],
  [`<sy:updatePeriod ${SY}>monthly</sy:updatePeriod>`, 10_080],
  [`<sy:updatePeriod ${SY}>often</sy:updatePeriod>`, null],
  [`<ttl>30</ttl><sy:updatePeriod ${SY}>daily</sy:updatePeriod>`, 30],
  [`<ttl>0</ttl><sy:updatePeriod ${SY}>daily</sy:updatePeriod>`, 1_440],
])('RSS with %s asks for %s minutes at least', (elements, minutes) => {
  expect(inRss(elements).leastMinutes).toBe(minutes);
});

it.each([
  ['<skipHours><hour>3</hour></skipHours>', [3]],
  ['<skipHours>\n<hour>23</hour>\n<hour> 1 </hour>\n<hour>24</hour></skipHours>', [0, 1, 23]],
  ['<skiphours><HOUR>5</HOUR><hour>5</hour></skiphours>', [5]],
  ['<skipHours><hour>25</hour><hour>-1</hour><hour>x</hour><hour/></skipHours>', []],
  ['<skipHours/>', []],
])('RSS with %s is not asked in the hours %j', (elements, hours) => {
  expect(inRss(elements).skipHours).toEqual(hours);
});

it.each([
  ['<skipDays><day>Sunday</day></skipDays>', [0]],
  ['<skipDays><day>saturday</day><day> Monday </day><day>Someday</day></skipDays>', [1, 6]],
])('RSS with %s is not asked on the days %j', (elements, days) => {
  expect(inRss(elements).skipDays).toEqual(days);
});

it('is read behind the items too, and not from within them', () => {
  const about = item(
    1,
    `${TITLE}<description><![CDATA[<skipHours><hour>3</hour></skipHours>]]></description>`,
  );
  expect(pace(rss(`${about}<skipDays><day>Friday</day></skipDays>`))).toEqual({
    leastMinutes: null,
    skipDays: [5],
    skipHours: [],
  });
});

it.each([
  ['Atom', atom(entry(1, TITLE), SY, '<sy:updatePeriod>hourly</sy:updatePeriod>'), 60],
  [
    'RSS 1.0',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${SY}><channel><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel><item rdf:about="1">${TITLE}</item></rdf:RDF>`,
    720,
  ],
  ['JSON Feed', jsonFeed([{ id: 1, title: 'x' }]), null],
])('%s has no lists of hours and days', (_, document, leastMinutes) => {
  expect(pace(document)).toEqual({ leastMinutes, skipDays: [], skipHours: [] });
});
