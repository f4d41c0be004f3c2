/** First line of every drill.yaml that we write: with it, editors complete and check the file. */
export const schemaLine = '# yaml-language-server: $schema=./node_modules/rollback-drill/contracts/drill/1/drill.schema.json';
