import { describe, expect, it } from '@jest/globals';
import { conflicts, type EnvironmentSources, resolveEnvironment } from '../../../local/environment.ts';

const resolve = (sources: Partial<EnvironmentSources>) =>
  resolveEnvironment({
    declared: {},
    given: {},
    local: {},
    queueUrl: id => (id === 'EmailQueue' ? 'http://127.0.0.1:9324/0/email' : undefined),
    queueArn: id => (id === 'EmailQueue' ? 'arn:aws:sqs:us-east-1:0:email' : undefined),
    ...sources,
  });

describe('resolveEnvironment', () => {
  it('turns references to queues into the local ones', () => {
    const declared = {
      QUEUE_URL_EMAIL: { Ref: 'EmailQueue' },
      ARN: { 'Fn::GetAtt': ['EmailQueue', 'Arn'] },
      ARN_IN_SHORT: { 'Fn::GetAtt': 'EmailQueue.Arn' },
    };
    expect(resolve({ declared })).toEqual({
      QUEUE_URL_EMAIL: 'http://127.0.0.1:9324/0/email',
      ARN: 'arn:aws:sqs:us-east-1:0:email',
      ARN_IN_SHORT: 'arn:aws:sqs:us-east-1:0:email',
    });
  });

  it('leaves out what only CloudFormation can resolve', () => {
    const declared = {
      URL: { 'Fn::Sub': 'https://${Api}.example' },
      ROLE: { Ref: 'SomeRole' },
      NAME: { 'Fn::GetAtt': ['EmailQueue', 'QueueName'] },
      SECRET: '{{resolve:secretsmanager:strata/dev:SecretString:KEY}}',
    };
    expect(resolve({ declared })).toEqual({});
  });

  it('keeps plain values, as text', () => {
    expect(resolve({ declared: { NAME: 'strata', SIZE: 2, ON: true, EMPTY: '' } })).toEqual({
      NAME: 'strata',
      SIZE: '2',
      ON: 'true',
      EMPTY: '',
    });
  });

  it('puts the local parts before the template, and the user before both', () => {
    const declared = { DATABASE_URL: 'template', LOG_LEVEL: 'info' };
    const local = { DATABASE_URL: 'local', SMTP_URL: 'local' };
    const given = { SMTP_URL: 'mine', LOG_LEVEL: 'debug' };
    expect(resolve({ declared, local, given })).toEqual({
      DATABASE_URL: 'local',
      SMTP_URL: 'mine',
      LOG_LEVEL: 'debug',
    });
  });

  it('hands on nothing of the shell that was not asked for', () => {
    expect(resolve({ given: { HOME: '/root' } })).toEqual({});
  });

  it('stays local in a shell that was set up for production', () => {
    expect(
      resolve({ declared: { STAGE: 'dev' }, local: { STAGE: 'local' }, given: { STAGE: 'prod' } }),
    ).toEqual({
      STAGE: 'local',
    });
  });
});

describe('conflicts', () => {
  it('names the variables to which two functions give different values', () => {
    expect(conflicts([{ A: '1', B: '1' }, { A: '1', B: '2' }, { C: '3' }])).toEqual(['B']);
  });
});
