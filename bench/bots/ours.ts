import { startApp } from '../../src/app.js';
import { reportToBench } from './report.js';

await startApp({ env: process.env });
reportToBench();
