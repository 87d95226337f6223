import { paymentRepository } from './payments.repository.ts';
import { createSandboxGateway } from './payments.sandbox.ts';
import { createPaymentService } from './payments.service.ts';

export const paymentsModule = {
  payments: () => paymentRepository,
  paymentGateway: createSandboxGateway,
  paymentService: createPaymentService,
};
