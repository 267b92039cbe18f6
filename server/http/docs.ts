/** The OpenAPI document, and the API reference that shows it. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { securitySchemes } from './documentation.ts';
import { lookFile } from './look.ts';

/** In the order in which one meets them. */
const TAGS = [
  'Flows',
  'Versions',
  'Flow tests',
  'Comments',
  'Preview links',
  'Channels',
  'Segments',
  'Deployments',
  'Decisions',
  'Website channel',
  'Conversations',
  'People',
  'Reports',
  'Home',
  'Audit',
  'Workspaces',
  'Members',
  'Accounts',
  'API keys',
  'Operations',
];

/** Must be registered before the routes it describes. */
export const documentApi = async (app: FastifyInstance, publicUrl: string | undefined): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sluice',
        version: '1',
        description:
          'Ship conversational flows to production behind a gate. Calls under /api/v1 take an API key as a Bearer token, or the studio’s session cookie; refusals are problem documents (RFC 9457).',
      },
      tags: TAGS.map((name) => ({ name })),
      components: { securitySchemes: securitySchemes(publicUrl) },
    },
    transform: jsonSchemaTransform,
  });
  const mark = await lookFile('mark.svg');
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      // swagger-ui sets style attributes while it draws; they are not allowed on any other page.
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
    logo: { type: 'image/svg+xml', content: mark, href: '/docs' },
    theme: {
      title: 'Sluice API',
      css: [{ filename: 'sluice.css', content: String(await lookFile('docs.css')) }],
      favicon: [{ filename: 'mark.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: mark }],
    },
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, persistAuthorization: false },
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
};
