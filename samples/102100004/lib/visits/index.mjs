import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const NINETY_DAYS = 90 * 24 * 60 * 60;

export const handler = async event => {
  const { exhibit } = JSON.parse(event.body || '{}');
  if (!exhibit) {
    return { statusCode: 400, body: JSON.stringify({ message: 'exhibit is missing' }) };
  }
  const now = new Date();
  await client.send(
    new PutItemCommand({
      TableName: process.env.VISITS,
      Item: {
        exhibit: { S: exhibit },
        heardAt: { S: now.toISOString() },
        forgetAt: { N: String(Math.floor(now.getTime() / 1000) + NINETY_DAYS) },
      },
    })
  );
  return { statusCode: 204 };
};
