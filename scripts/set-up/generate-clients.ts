import { generateClients } from '@tiffin/local-stack';

await generateClients((name) => console.log(`  generating the database client of ${name} …`));
