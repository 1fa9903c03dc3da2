import { writeFile } from 'node:fs/promises';
import { allWorkflows } from './all-workflows.js';
import { workflowPage } from './workflow-page.js';

await writeFile('docs/workflows.md', workflowPage(allWorkflows));
