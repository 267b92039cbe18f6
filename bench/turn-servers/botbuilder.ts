/** Bot Framework's SDK: a bot with conversation state and a transcript, both kept in PostgreSQL. */
import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  ConversationState,
  type Storage,
  type StoreItems,
  TranscriptLoggerMiddleware,
  TurnContext,
} from 'botbuilder';
import { fastify } from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL_SIZE) });
await pool.query(`
  create schema if not exists botbuilder;
  create table if not exists botbuilder.state (key text primary key, item jsonb not null);
  create table if not exists botbuilder.transcript (n bigint generated always as identity primary key,
    conversation text not null, activity jsonb not null);`);

const storage: Storage = {
  read: async (keys) => {
    const { rows } = await pool.query({
      name: 'read',
      text: 'select key, item from botbuilder.state where key = any($1)',
      values: [keys],
    });
    return Object.fromEntries(rows.map(({ key, item }) => [key, item]));
  },
  write: async (changes: StoreItems) => {
    for (const [key, item] of Object.entries(changes)) {
      await pool.query({
        name: 'write',
        text: `insert into botbuilder.state (key, item) values ($1, $2)
          on conflict (key) do update set item = excluded.item`,
        values: [key, JSON.stringify(item)],
      });
    }
  },
  delete: async (keys) => {
    await pool.query('delete from botbuilder.state where key = any($1)', [keys]);
  },
};

const transcript = {
  logActivity: async (activity: Activity) => {
    await pool.query({
      name: 'log',
      text: 'insert into botbuilder.transcript (conversation, activity) values ($1, $2)',
      values: [activity.conversation.id, JSON.stringify(activity)],
    });
  },
};

const outgoing = Symbol('what the bot says');

/** Answers within the request, as the SDK's own adapter does for `expectReplies`. */
class RequestAdapter extends BotAdapter {
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]) {
    // Put there by `handle` below.
    (context.turnState.get(outgoing) as Partial<Activity>[]).push(...activities);
    return activities.map((_, i) => ({ id: String(i) }));
  }
  override async updateActivity() {}
  override async deleteActivity() {}
  override async continueConversation() {}
  async handle(activity: Partial<Activity>, bot: ActivityHandler): Promise<readonly Partial<Activity>[]> {
    const context = new TurnContext(this, activity);
    const said: Partial<Activity>[] = [];
    context.turnState.set(outgoing, said);
    await this.runMiddleware(context, (inner) => bot.run(inner));
    return said;
  }
}

const state = new ConversationState(storage);
const answers = state.createProperty<{ answer: string; turns: number }>('answers');
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const kept = await answers.get(context, { answer: '', turns: 0 });
  kept.answer = context.activity.text;
  kept.turns += 1;
  await context.sendActivity(`You said: ${kept.answer}. What else?`);
  await state.saveChanges(context);
  await next();
});
const adapter = new RequestAdapter().use(new TranscriptLoggerMiddleware(transcript));

type Said = { readonly conversation: string; readonly id: string; readonly text: string };

const app = fastify();
app.post<{ Body: Said }>('/turn', async ({ body }) => {
  const activity: Partial<Activity> = {
    type: 'message',
    id: body.id,
    channelId: 'bench',
    conversation: { id: body.conversation, name: '', isGroup: false, conversationType: '' },
    from: { id: 'person', name: 'Person' },
    recipient: { id: 'bot', name: 'Bot' },
    serviceUrl: '',
    text: body.text,
  };
  const said = await adapter.handle(activity, bot);
  return { messages: said.map(({ text }) => ({ markdown: text })) };
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit(0));
process.send?.({ url });
