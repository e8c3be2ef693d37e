import { decode } from '../../../functions/feed/decode';

const TEXT = 'Zürich, São Paulo: „Grüße“ – 5 €';

/** Bytes of a text in an encoding that has one byte a character, by its table from 0x80 on. */
function singleByte(text: string, table: string): Uint8Array {
  return Uint8Array.from(text, (char) => (char < '\x80' ? char.charCodeAt(0) : 0x80 + table.indexOf(char)));
}

function tableOf(encoding: string): string {
  return new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i));
}

const windows1252 = (text: string) =>
  Uint8Array.from(
    text,
    (char) => ({ '€': 0x80, '„': 0x84, '“': 0x93, '–': 0x96, '’': 0x92 })[char] ?? char.charCodeAt(0),
  );

const declared = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?><rss>${text}</rss>`;

describe('by the byte order mark', () => {
  it.each([
    ['UTF-8', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 little-endian', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('%s, whatever else is said', (_, bytes) => {
    expect(decode(bytes, 'text/xml; charset=windows-1251')).toBe(TEXT);
  });
});

describe('UTF-16 without a byte order mark', () => {
  const text = declared('utf-16', TEXT);
  it.each([
    ['little-endian', Buffer.from(text, 'utf16le')],
    ['big-endian', Buffer.from(text, 'utf16le').swap16()],
  ])('%s', (_, bytes) => {
    expect(decode(bytes, undefined)).toBe(text);
  });

  it('declared, but not so', () => {
    expect(decode(Buffer.from(text), undefined)).toBe(text);
  });
});

describe('by the content type', () => {
  it.each(['windows-1252', 'iso-8859-1', 'latin1', 'LATIN-1', 'us-ascii', 'cp1252'])('%s', (charset) => {
    expect(decode(windows1252(`<rss>${TEXT}</rss>`), `text/xml; charset=${charset}`)).toBe(
      `<rss>${TEXT}</rss>`,
    );
  });

  it('before what the document declares', () => {
    const text = declared('iso-8859-1', 'Новости дня');
    expect(decode(singleByte(text, tableOf('windows-1251')), 'text/xml;charset="windows-1251"')).toBe(text);
  });

  it('unless it makes no sense of the bytes', () => {
    const text = declared('koi8-r', 'Новости дня');
    expect(decode(singleByte(text, tableOf('koi8-r')), 'text/xml; charset=utf-8')).toBe(text);
  });
});

describe('by the declaration', () => {
  it.each([
    ['windows-1251', 'Новости дня'],
    ['koi8-r', 'Новости дня'],
    ['ibm866', 'Новости дня'],
    ['iso-8859-2', 'Gyűjtemény őszi'],
    ['windows-1250', 'Gyűjtemény őszi'],
    ['iso-8859-7', 'Καλημέρα'],
    ['windows-1255', 'שלום עולם'],
    ['tis-620', 'ข่าววันนี้'],
    ['win-1251', 'Новости дня'],
  ])('%s', (encoding, text) => {
    const table = tableOf(encoding.replace('win-', 'windows-'));
    expect(decode(singleByte(declared(encoding, text), table), undefined)).toBe(declared(encoding, text));
  });

  it.each([
    ['shift_jis', [0x83, 0x6a, 0x83, 0x85, 0x81, 0x5b, 0x83, 0x58], 'ニュース'],
    ['cp932', [0x83, 0x6a, 0x83, 0x85, 0x81, 0x5b, 0x83, 0x58], 'ニュース'],
    ['euc-jp', [0xa5, 0xcb, 0xa5, 0xe5, 0xa1, 0xbc, 0xa5, 0xb9], 'ニュース'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x25, 0x4b, 0x25, 0x65, 0x1b, 0x28, 0x42], 'ニュ'],
    ['gb2312', [0xd0, 0xc2, 0xce, 0xc5], '新闻'],
    ['gb18030', [0xd0, 0xc2, 0x94, 0x39, 0xfc, 0x36], '新😀'],
    ['big5', [0xb7, 0x73, 0xbb, 0x44], '新聞'],
    ['euc-kr', [0xb4, 0xba, 0xbd, 0xba], '뉴스'],
    ['ks_c_5601-1987', [0xb4, 0xba, 0xbd, 0xba], '뉴스'],
  ])('%s', (encoding, bytes, text) => {
    const [head = '', tail = ''] = declared(encoding, '|').split('|');
    expect(decode(Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]), undefined)).toBe(
      head + text + tail,
    );
  });

  it('behind junk', () => {
    const text = `\n\n ${declared('windows-1251', 'Новости дня')}`;
    expect(decode(singleByte(text, tableOf('windows-1251')), undefined)).toBe(text);
  });
});

describe('UTF-8', () => {
  it.each(['iso-8859-1', 'windows-1251', 'no-such-encoding', 'constructor', 'utf-8'])(
    'declared as %s',
    (encoding) => {
      const text = declared(encoding, TEXT);
      expect(decode(Buffer.from(text), `text/xml; charset=${encoding}`)).toBe(text);
    },
  );

  it('with a broken character stays UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(TEXT.repeat(3)), Buffer.from([0xc3])]);
    expect(decode(bytes, 'text/xml; charset=utf-8')).toBe(`${TEXT.repeat(3)}\ufffd`);
  });

  it('declared, but windows-1252', () => {
    const text = declared(
      'utf-8',
      'It’s Grüße aus Zürich – and the rest of a text in plain English, for 5 €',
    );
    expect(decode(windows1252(text), 'text/xml; charset=utf-8')).toBe(text);
  });
});

it('detects what nobody declared', () => {
  const text = `<rss>${'Последние новости дня из мира науки и техники. '.repeat(5)}</rss>`;
  expect(decode(singleByte(text, tableOf('windows-1251')), undefined)).toBe(text);
});

describe('detects by the language that a feed is in', () => {
  it.each([
    ['ru', 'windows-1251', 'Новости дня'],
    ['ru-RU', 'koi8-r', 'Последние новости дня из мира науки'],
    ['cs', 'windows-1250', 'Příliš žluťoučký kůň'],
    ['el', 'iso-8859-7', 'Καλημέρα'],
    ['tr', 'windows-1254', 'İstanbul güneş ışığı'],
    ['he', 'windows-1255', 'שלום עולם'],
    ['th', 'windows-874', 'ข่าววันนี้'],
  ])('%s: %s', (language, encoding, words) => {
    const text = `<rss><channel><language>${language}</language><title>${words}</title></channel></rss>`;
    expect(decode(singleByte(text, tableOf(encoding)), undefined)).toBe(text);
  });
});

it('detects ISO-2022-JP by its escapes', () => {
  const bytes = Buffer.concat([
    Buffer.from('<rss>'),
    Buffer.of(0x1b, 0x24, 0x42, 0x25, 0x4b, 0x1b, 0x28, 0x42),
  ]);
  expect(decode(bytes, undefined)).toBe('<rss>ニ');
});

it('detects what stands between much markup', () => {
  const text = `<rss>${'<item><a b="c">text</a></item>'.repeat(200)}<title>Новости дня</title></rss>`;
  expect(decode(singleByte(text, tableOf('windows-1251')), undefined)).toBe(text);
});

it('drops NULs and control characters, but not white space', () => {
  expect(decode(Buffer.from('a\0b\x01c\x1f\td\r\ne\x7f\u0081f'), undefined)).toBe('abc\td\r\nef');
});

it('takes control characters for what windows-1252 has in their place, as HTML does', () => {
  expect(decode(Buffer.from('don\u0092t \u0093wait\u0094\u0085'), undefined)).toBe('don’t “wait”…');
});

describe('UTF-32', () => {
  const text = declared('utf-32', `${TEXT} 𝄞`);
  const utf32 = (isLittle: boolean, mark: string) => {
    const characters = [...`${mark}${text}`];
    const view = new DataView(new ArrayBuffer(characters.length * 4));
    characters.forEach((char, i) => {
      view.setUint32(i * 4, char.codePointAt(0) ?? 0, isLittle);
    });
    return new Uint8Array(view.buffer);
  };

  it.each([
    ['little-endian with a byte order mark', utf32(true, '\ufeff')],
    ['big-endian with a byte order mark', utf32(false, '\ufeff')],
    ['little-endian', utf32(true, '')],
    ['big-endian', utf32(false, '')],
  ])('%s', (_, bytes) => {
    expect(decode(bytes, 'text/xml; charset=utf-8')).toBe(text);
  });

  it('with what is no character', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0, 0, 0, 0xd8, 0, 0, 0, 0, 0x11, 0, 0x61, 0, 0, 0, 0x62);
    expect(decode(bytes, undefined)).toBe('\ufffd\ufffda');
  });
});

describe('what the Encoding Standard lacks', () => {
  it.each([
    ['cp437', 0x80, 'Ç'],
    ['IBM437', 0xe1, 'ß'],
    ['850', 0xb5, 'Á'],
    ['csPC775Baltic', 0x80, 'Ć'],
    ['ibm852', 0x88, 'ł'],
    ['cp855', 0x80, 'ђ'],
    ['iso-8859-16', 0xa4, '€'],
    ['hp-roman8', 0xe0, 'Á'],
    ['mac_cyrillic', 0x80, 'А'],
    ['macturkish', 0xda, 'Ğ'],
    ['iso8859_5', 0xb0, 'А'],
    ['latin_2', 0xa3, 'Ł'],
    ['koi8_u', 0xa4, 'є'],
    ['windows_1253', 0xe1, 'α'],
  ])('%s', (label, byte, char) => {
    const [head = '', tail = ''] = declared(label, '|').split('|');
    const bytes = Buffer.concat([Buffer.from(head), Buffer.of(byte), Buffer.from(tail)]);
    expect(decode(bytes, undefined)).toBe(head + char + tail);
  });

  it.each(['cp037', 'ebcdic-cp-us', 'no-such-page'])('EBCDIC, declared as %s', (label) => {
    const letters = ' .<(+|&!$*);-/,%_>?:#@\'="abcdefghijklmnopqrstuvwxyz0123456789';
    const codes =
      '404b4c4d4e4f505a5b5c5d5e60616b6c6d6e6f7a7b7c7d7e7f81828384858687888991929394959697989' +
      '9a2a3a4a5a6a7a8a9f0f1f2f3f4f5f6f7f8f9';
    const text = `<?xml version="1.0" encoding="${label}"?><rss>a title</rss>`;
    const bytes = Buffer.from(
      [...text].map((char) => codes.slice(letters.indexOf(char) * 2).slice(0, 2)).join(''),
      'hex',
    );
    expect(decode(bytes, 'text/xml')).toBe(text);
  });
});

it('does not read UTF-7, which hides markup from whoever checks it', () => {
  const text = declared('utf-7', '+ADw-script+AD4-');
  expect(decode(Buffer.from(text), 'text/xml; charset=utf-7')).toBe(text);
});

it.each([`charset='koi8-r'`, 'charset="koi8-r"', 'charset = koi8-r; x=y', 'CHARSET=KOI8-R'])(
  'reads a content type with %s',
  (charset) => {
    const text = '<rss>Новости дня</rss>';
    expect(decode(singleByte(text, tableOf('koi8-r')), `text/xml; ${charset}`)).toBe(text);
  },
);

it('takes no bytes', () => {
  expect(decode(new Uint8Array(), undefined)).toBe('');
});

describe('UTF-8 that was encoded twice', () => {
  const twice = (text: string) => Buffer.from(Buffer.from(text).toString('latin1'));

  it('is read as it was meant', () => {
    expect(decode(twice('<rss>Été à Zürich, déjà vu</rss>'), undefined)).toBe(
      '<rss>Été à Zürich, déjà vu</rss>',
    );
  });

  it('in Cyrillic too', () => {
    expect(decode(twice('<rss>Новости дня</rss>'), undefined)).toBe('<rss>Новости дня</rss>');
  });

  it('also where it went through windows-1252', () => {
    expect(decode(Buffer.from('dÃ©jÃ\u00a0 vu: lâ€™ami, Ã©tÃ©, cÃ´tÃ©'), undefined)).toBe(
      'déjà vu: l’ami, été, côté',
    );
  });

  it.each([
    'LIBERTÉ\u00a0! ÉGALITÉ\u00a0! FRATERNITÉ\u00a0!',
    'Ã© is how é looks when it was encoded twice: à, ü, ö, ß, ñ',
  ])('is not seen where there is none: %s', (text) => {
    expect(decode(Buffer.from(text), undefined)).toBe(text);
  });
});
