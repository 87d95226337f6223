import * as z from 'zod';
import { arnOf, resourcesOfType } from './cloudformation.ts';
import { parseScheduleExpression, type Timetable } from './schedule-expression.ts';
import { functionKeysByLogicalId, type Service, timeoutOf } from './service.ts';
import { messageOf, StartError } from './start-error.ts';

const scheduleProperties = z.object({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: z.coerce.date().optional(),
  EndDate: z.coerce.date().optional(),
  Target: z.object({ Arn: z.unknown(), Input: z.string().optional() }),
});

/** A schedule of the template that invokes one of its functions. */
export interface Schedule {
  readonly name: string;
  readonly functionName: string;
  readonly timeoutSeconds: number;
  readonly timetable: Timetable;
  /** The JSON text of the template, with EventBridge's context attributes still to be filled in. */
  readonly input: string | undefined;
}

/**
 * The AWS::Scheduler::Schedule resources that are enabled.
 *
 * @param start what rate() counts from
 * @throws StartError naming a schedule that cannot be honoured here
 */
export const schedules = (service: Service, start: Date): readonly Schedule[] => {
  const functionKeys = functionKeysByLogicalId(service);
  return resourcesOfType(service.resources.Resources, 'AWS::Scheduler::Schedule').flatMap(
    ([logicalId, raw]) => {
      const parsed = scheduleProperties.safeParse(raw);
      if (!parsed.success) throw new StartError(`Schedule ${logicalId}: ${z.prettifyError(parsed.error)}`);
      const { Target, State, Name, ...properties } = parsed.data;
      const key = functionKeys.get(arnOf(Target.Arn) ?? '');
      const functionName = key === undefined ? undefined : service.functions[key]?.name;
      if (key === undefined || functionName === undefined) {
        throw new StartError(
          `Schedule ${logicalId} must target a function of this service by Fn::GetAtt [Function, Arn].`,
        );
      }
      const timetable = timetableOf(logicalId, properties, start);
      if (State === 'DISABLED') return [];
      return [
        {
          name: Name ?? logicalId,
          functionName,
          timeoutSeconds: timeoutOf(service, key),
          timetable,
          input: Target.Input,
        },
      ];
    },
  );
};

const timetableOf = (
  logicalId: string,
  properties: Omit<z.infer<typeof scheduleProperties>, 'Target' | 'State' | 'Name'>,
  start: Date,
): Timetable => {
  const {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timeZone,
    StartDate,
    EndDate,
  } = properties;
  try {
    const timetable = parseScheduleExpression(expression, timeZone, StartDate ?? start);
    return within(timetable, StartDate, EndDate);
  } catch (error) {
    throw new StartError(`Schedule ${logicalId}: ${expression} in ${timeZone}: ${messageOf(error)}`, {
      cause: error,
    });
  }
};

const within = (timetable: Timetable, from: Date | undefined, to: Date | undefined): Timetable => ({
  next(after) {
    const earliest = from !== undefined && from > after ? new Date(from.getTime() - 1) : after;
    const next = timetable.next(earliest);
    return next !== undefined && to !== undefined && next > to ? undefined : next;
  },
});
