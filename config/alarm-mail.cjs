// @ts-check
const stages = require('./stages.cjs');

/**
 * Mails alarms to the address that the stage names, if it does. Anything else that can be told (a pager, a chat) subscribes to
 * the topic by itself.
 *
 * @param {{ resolveVariable: (name: string) => Promise<string> }} framework
 */
module.exports = async framework => {
  const { alarmEmail } = await stages(framework);
  if (alarmEmail === undefined) return { Resources: {} };
  return {
    Resources: {
      AlarmMail: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'AlarmTopic' }, Protocol: 'email', Endpoint: alarmEmail },
      },
    },
  };
};
