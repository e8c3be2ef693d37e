import { sourceFields } from '../add-source/fields';
import { SOURCE_ID } from '../sources/id';
import { sourceSettings } from '../sources/settings';
import { component, describeFields, reference, referenceTo } from './components';
import { FORM, type MediaType, NO_BODY_BUT_A_FORM, UPLOAD } from './media-types';
import { changesOf } from './merge-patch';
import type { Operation } from './operation';
import { pathId } from './parameters';
import { importResult, removedSource, source, sourceList } from './source-schemas';
import { EXAMPLE_CHANGES, EXAMPLE_SETTINGS, SETTINGS } from './source-settings';

const ID = pathId('The id of a source', SOURCE_ID.source, 'hackernews');

const OPML: MediaType = { schema: { type: 'string', description: 'OPML 2.0' } };

const CHANGES: MediaType = { schema: reference(changesOf(SETTINGS)), examples: EXAMPLE_CHANGES };

component('SourceForm', sourceFields, {
  description: 'What a form says of a source. A field that is empty is left out.',
});
describeFields(sourceFields, {
  url: { description: 'Of its feed, or of a page that has one' },
  title: { description: 'Its own where left out' },
  id: { description: 'Made from the host where left out' },
});

/** A form with the file in its one field. */
const OPML_UPLOAD: MediaType = {
  schema: {
    type: 'object',
    properties: { opml: { type: 'string', contentMediaType: 'text/x-opml' } },
    required: ['opml'],
  },
};

export const SOURCE_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/sources',
    operationId: 'listSources',
    tag: 'Sources',
    summary: 'List the sources and how each is doing',
    who: 'anyone',
    answer: {
      status: 200,
      description: 'All sources',
      content: { 'application/json': { schema: referenceTo(sourceList) } },
    },
  },
  {
    method: 'post',
    path: '/sources',
    operationId: 'addSource',
    tag: 'Sources',
    summary: 'Add a source',
    description:
      'It is asked before it is stored, and a web page is searched for its feed; the answer comes within 25 s. Its articles come with the next cycle.',
    who: 'admin',
    body: {
      description: 'What its keeper says of it: the URL is enough',
      content: {
        'application/json': { schema: referenceTo(sourceSettings), examples: EXAMPLE_SETTINGS },
        [FORM]: { schema: referenceTo(sourceFields) },
      },
    },
    answer: {
      status: 201,
      description: 'The source, as it is listed',
      content: { 'application/json': { schema: referenceTo(source) } },
    },
    redirect: { description: 'Who sent a form sees it on the page.' },
    problems: ['Conflict', 'UnsupportedMediaType', 'NotASource'],
  },
  {
    method: 'patch',
    path: '/sources/{id}',
    operationId: 'changeSource',
    tag: 'Sources',
    summary: 'Change a source',
    description:
      'Where it is to be asked or read in another way, it is asked first, within 25 s. Another type of login takes the place of the one before as a whole.',
    who: 'admin',
    parameters: [ID],
    body: {
      description: 'The fields that change',
      content: { 'application/merge-patch+json': CHANGES, 'application/json': CHANGES },
    },
    answer: {
      status: 200,
      description: 'The source, as it is listed now',
      content: { 'application/json': { schema: referenceTo(source) } },
    },
    problems: ['NotFound', 'Conflict', 'UnsupportedMediaType', 'NotASource'],
  },
  {
    method: 'delete',
    path: '/sources/{id}',
    operationId: 'removeSource',
    tag: 'Sources',
    summary: 'Remove a source and its articles',
    description: 'It is gone from the lists at once, and its articles from everywhere within a minute.',
    who: 'admin',
    parameters: [ID],
    answer: {
      status: 202,
      description: 'It is being removed',
      content: { 'application/json': { schema: referenceTo(removedSource) } },
    },
    problems: ['NotFound'],
  },
  {
    method: 'post',
    path: '/sources/{id}/remove',
    operationId: 'removeSourceByForm',
    tag: 'Sources',
    summary: 'Remove a source and its articles by a form',
    description: 'The same as by DELETE, which forms do not know.',
    who: 'admin',
    parameters: [ID],
    body: NO_BODY_BUT_A_FORM,
    answer: {
      status: 202,
      description: 'It is being removed',
      content: { 'application/json': { schema: referenceTo(removedSource) } },
    },
    redirect: { description: 'Who sent a form sees the others on the page.' },
    problems: ['NotFound'],
  },
  {
    method: 'get',
    path: '/sources.opml',
    operationId: 'exportSources',
    tag: 'Sources',
    summary: 'Get all sources as OPML',
    description: 'For another reader, or another Newsreel: the ids are in it, secrets are not.',
    who: 'anyone',
    answer: {
      status: 200,
      description: 'The file',
      headers: {
        'Content-Disposition': {
          description: 'A name for the file (RFC 6266)',
          schema: { type: 'string', examples: ['attachment; filename="sources.opml"'] },
        },
      },
      content: { 'text/x-opml': OPML },
    },
  },
  {
    method: 'post',
    path: '/sources.opml',
    operationId: 'importSources',
    tag: 'Sources',
    summary: 'Add the sources of an OPML file',
    description: 'No server is asked. Ids are kept unless other feeds have them.',
    who: 'admin',
    body: {
      description: 'The file, or a form with it',
      content: { 'text/x-opml': OPML, 'application/xml': OPML, [UPLOAD]: OPML_UPLOAD },
    },
    answer: {
      status: 200,
      description: 'What became of its outlines',
      content: { 'application/json': { schema: referenceTo(importResult) } },
    },
    redirect: { description: 'Who sent a form sees on the page what became of it.' },
  },
];
