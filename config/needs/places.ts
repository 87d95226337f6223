import type { Places } from './permissions.ts';

/**
 * How a template names the queues and the real-time API: those of its own stack by their logical ids, and those of the
 * base stack by what that exports.
 *
 * @param isOwn whether this stack has a resource or output of that logical id
 * @param mailIdentity the identity that mails are sent from; '' where they do not go out by SES
 */
export const placesIn = (
  stage: string,
  isOwn: (logicalId: string) => boolean,
  mailIdentity: string,
): Places => ({
  mailIdentity: mailIdentity === '' ? undefined : mailIdentity,
  queueArn: id =>
    isOwn(id) ? { 'Fn::GetAtt': [id, 'Arn'] } : { 'Fn::ImportValue': `strata-${stage}-${id}Arn` },
  connections: method => {
    const arn = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}';
    const path = `${stage}/${method}/@connections/*`;
    return isOwn('RealtimeApi')
      ? { 'Fn::Sub': `${arn}:\${WebsocketsApi}/${path}` }
      : {
          'Fn::Sub': [
            `${arn}:\${api}/${path}`,
            { api: { 'Fn::ImportValue': `strata-${stage}-RealtimeApi` } },
          ],
        };
  },
});

/** The log group that all functions of a stage write to, as roles name it: with every stream in it. */
export const logGroupArn = (stage: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/strata/${stage}:*`,
});
