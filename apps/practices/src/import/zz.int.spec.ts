import { it } from '@jest/globals';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { testApp } from '#testing';
import { practicesContent, PracticesModule } from '../app.module.js';
it('x', async () => {
  const app = await testApp('practices', practicesContent, (r) => PracticesModule.forRoot(r));
  const doc = SwaggerModule.createDocument(app.app, new DocumentBuilder().build());
  console.log(
    JSON.stringify(
      {
        i: doc.paths['/v1/imports'],
        s: doc.paths['/v1/statistics/practices']?.get?.parameters?.filter((p: any) => /by|end/.test(p.name)),
        v: doc.components?.schemas?.['StatisticsView'],
        f: doc.components?.schemas?.['ImportFormWithFile'],
      },
      null,
      1,
    ),
  );
  await app.close();
});
