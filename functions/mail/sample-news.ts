import type { DigestSection } from './digest-section';

/** News of no day, to look at a digest by: short and long, from right to left, and meant to do harm. */
export const SAMPLE_NEWS: DigestSection[] = [
  {
    title: 'The Harbour Courier',
    isSample: false,
    articles: [
      {
        title: 'The night ferry is back, and so are its sleepers',
        url: 'https://courier.example/2026/11/night-ferry',
        summary:
          'After nine winters at the quay the Aurora sails again. On her first night 214 passengers slept, or tried to, while the crew found out what had been painted over: two light switches, one porthole and the captain’s favourite mug.',
        author: 'Ada Lindqvist',
        publishedAt: '2026-11-22T05:40:00.000Z',
      },
      {
        title: 'Council votes for trees where the car park was',
        url: 'https://courier.example/2026/11/trees',
        summary: 'Forty limes, two benches, and a fountain that nobody has paid for yet.',
        author: null,
        publishedAt: '2026-11-22T04:15:00.000Z',
      },
      {
        title:
          'What a very long headline does to a small screen, when the one who wrote it could not decide what to leave out and so, in the end, left out nothing at all, not even this',
        url: 'https://courier.example/2026/11/headlines',
        summary: '',
        author: 'The night desk',
        publishedAt: '2026-11-21T22:05:00.000Z',
      },
    ],
  },
  {
    title: 'صحيفة الميناء',
    isSample: false,
    articles: [
      {
        title: 'عودة العبّارة الليلية إلى الميناء بعد تسع سنوات',
        url: 'https://arabic.example/2026/night-ferry',
        summary: 'أبحرت «أورورا» مجددًا مساء السبت وعلى متنها 214 راكبًا، في أول رحلة لها منذ تسعة فصول شتاء.',
        author: 'ليلى حداد',
        publishedAt: '2026-11-22T06:10:00.000Z',
      },
      {
        title: '夜行渡轮时隔九年重返港口',
        url: 'https://chinese.example/2026/night-ferry',
        summary: '“极光号”周六晚间再度启航，首航载有214名乘客。',
        author: null,
        publishedAt: '2026-11-22T05:55:00.000Z',
      },
    ],
  },
  {
    title: 'Notes & Queries <weekly>',
    isSample: true,
    articles: [
      {
        title: '<script>alert(1)</script> & {{name}}: how templates go wrong',
        url: 'https://notes.example/2026/templates?a=1&b=2',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to come out as it is
        summary: 'Dear ${reader}, <%= greeting %>, %s: none of these is filled in, as none of them is ours.',
        author: 'Bobby “; DROP TABLE” Tables',
        publishedAt: '2026-11-21T17:30:00.000Z',
      },
      {
        title: 'A link that is none stays a title',
        url: 'javascript:alert(1)',
        summary: 'Whoever wants to click on it can’t, and that is for the better.',
        author: null,
        publishedAt: '2026-11-21T09:00:00.000Z',
      },
    ],
  },
];
