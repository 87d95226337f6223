import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { find } from '../support/deployment.ts';
import { JOINING_A_VPC, readTemplate, target } from '../support/template.ts';

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

describe('a stage whose database is in a VPC', () => {
  const VPC = { VPC_SUBNET_IDS: 'subnet-1,subnet-2', VPC_SECURITY_GROUP_IDS: 'sg-1' };
  const usesDatabase = ({ Environment: { Variables } }: { Environment: { Variables: object } }): boolean =>
    'DATABASE_URL' in Variables || 'DATABASE_DIRECT_URL' in Variables;
  const templatesInVpc: ReturnType<typeof readTemplate>[] = [];
  beforeAll(async () => {
    for (const file of find('serverless*.yml'))
      templatesInVpc.push(readTemplate(await synthesise(file, 'prod', VPC)));
  }, 120_000);

  it('has the functions that use the database in it, and no others', () => {
    const functions = templatesInVpc.flatMap(template => template.functions);
    const inside = functions.filter(({ VpcConfig }) => VpcConfig !== undefined);
    expect(inside.map(({ Handler }) => Handler)).toEqual(
      functions.filter(usesDatabase).map(({ Handler }) => Handler),
    );
    expect(inside.length).toBeGreaterThan(50);
    expect(inside.length).toBeLessThan(functions.length);
    const vpc = { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] };
    expect(inside.map(({ VpcConfig }) => VpcConfig)).toEqual(inside.map(() => vpc));
  });

  it.each(Object.entries(VPC))(
    'is refused by %s alone',
    async (name, value) => {
      await expect(synthesise('serverless.migrate.yml', 'prod', { [name]: value })).rejects.toThrow(
        'together',
      );
    },
    60_000,
  );

  it('lets their roles join it, and no others', () => {
    for (const template of templatesInVpc) {
      const joining = template.allowed.filter(({ Action }) => Action.some(one => one.startsWith('ec2:')));
      expect(joining.map(({ Action }) => distinct(Action))).toEqual(joining.map(() => JOINING_A_VPC));
      const roles = template.functions.filter(usesDatabase).map(({ Role }) => target(Role) ?? '');
      expect(distinct(joining.map(({ id }) => id))).toEqual(distinct(roles));
    }
  });
});
