import type { Command } from '@commander-js/extra-typings';
import type { Client } from '../client';
import type { Role, Surroundings } from '../service';
import type { Terminal } from '../terminal';

/** What a member has to do with: to sign in and out, and to see what they have. */
export function addMemberCommands(
  program: Pick<Command, 'command'>,
  { terminal, sessions, env }: Surroundings & { terminal: Terminal },
  connect: (command: { optsWithGlobals(): unknown }, role: Role) => Client,
): void {
  program
    .command('sign-in')
    .description('Signs you in by a link that is mailed to you.')
    .argument('[email]', 'your mail address; asked for if left out')
    .option('--link <link>', 'the link from the mail, or its token; - for stdin')
    .option('--print', 'print the token, for NEWS_TOKEN, and keep nothing')
    .addHelpText('after', SIGN_IN_HELP)
    .action(async (email, options, command) => {
      const { signIn } = await import('./sign-in');
      await signIn(connect(command, 'nobody'), terminal, sessions, env, email, options);
    });

  program
    .command('sign-out')
    .description('Ends your sign-in, and forgets it here.')
    .addHelpText('after', SIGN_OUT_HELP)
    .action(async (_, command) => {
      const { signOut } = await import('./sign-out');
      await signOut(connect(command, 'reader'), terminal, sessions);
    });

  program
    .command('account')
    .description('Shows what you have, until when, why, and what there is to do about it.')
    .option('--json', 'a JSON object of all that is known of it')
    .addHelpText('after', ACCOUNT_HELP)
    .action(async (options, command) => {
      const { showAccount } = await import('./account');
      await showAccount(connect(command, 'reader'), terminal, options);
    });
}

const SIGN_IN_HELP = `
Examples:
  $ news sign-in you@example.com
  $ news sign-in --link 'https://news.example.com/sign-in?token=…'
  $ export NEWS_TOKEN=$(news sign-in --print --link -)

The link is asked for, or read from stdin where that is no terminal. Without it, give it later by --link.
The sign-in lasts 30 days. It is kept for its service alone, in a file that only you can read:
newsreel/sessions.json in $XDG_CONFIG_HOME, in ~/.config, or in %APPDATA% on Windows.`;

const SIGN_OUT_HELP = `
Examples:
  $ news sign-out
  $ news sign-out --url https://news.example.com

A token given by NEWS_TOKEN or --token is ended instead, and what is kept here stays.`;

const ACCOUNT_HELP = `
Examples:
  $ news account
  $ news account --json | jq -r .plan

It wants a sign-in (news sign-in), or a reader's token by NEWS_TOKEN or --token; the admin is no reader.`;
