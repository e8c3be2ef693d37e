import { Crowd } from '../load';

/**
 * A crowd of readers in a process of its own: its work is not to be counted as ours. Its arguments are the service's
 * URL and how many they are. It answers each message with what they came upon since, and ends with its parent.
 */

const [, , url = '', count = '0'] = process.argv;
const crowd = new Crowd(url, Number(count));

process.on('message', () => process.send?.(crowd.take()));
process.once('disconnect', () => process.exit(0));
