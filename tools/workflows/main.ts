import { writeFile } from 'node:fs/promises';
import { contents } from '../apps.js';
import { workflowPage } from './workflow-page.js';

await writeFile('docs/workflows.md', workflowPage(Object.values(contents).flatMap(({ workflows }) => workflows)));
