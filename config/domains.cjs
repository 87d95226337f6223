// @ts-check
const stages = require('./stages.cjs');

/** @typedef {{ name: string, certificateArn: string }} Domain */

/**
 * A domain of one's own in front of an API, and what its DNS record must point to.
 *
 * @param {string} id
 * @param {Domain | undefined} domain
 * @param {{ ApiId: object, Stage: object }} target
 */
const resources = (id, domain, target) =>
  domain === undefined
    ? { Resources: {} }
    : {
        Resources: {
          [`${id}Domain`]: {
            Type: 'AWS::ApiGatewayV2::DomainName',
            Properties: {
              DomainName: domain.name,
              DomainNameConfigurations: [
                {
                  CertificateArn: domain.certificateArn,
                  EndpointType: 'REGIONAL',
                  SecurityPolicy: 'TLS_1_2',
                },
              ],
            },
          },
          [`${id}DomainMapping`]: {
            Type: 'AWS::ApiGatewayV2::ApiMapping',
            Properties: { DomainName: { Ref: `${id}Domain` }, ...target },
          },
        },
        Outputs: {
          [`${id}DomainTarget`]: {
            Description: `Make ${domain.name} a CNAME of this.`,
            Value: { 'Fn::GetAtt': [`${id}Domain`, 'RegionalDomainName'] },
          },
        },
      };

/** @param {{ resolveVariable: (name: string) => Promise<string> }} framework */
module.exports = async framework => {
  const { httpDomain, realtimeDomain } = await stages(framework);
  return {
    http: resources('Http', httpDomain, { ApiId: { Ref: 'HttpApi' }, Stage: { Ref: 'HttpApiStage' } }),
    realtime: resources('Realtime', realtimeDomain, {
      ApiId: { Ref: 'WebsocketsApi' },
      Stage: { Ref: 'WebsocketsDeploymentStage' },
    }),
  };
};
