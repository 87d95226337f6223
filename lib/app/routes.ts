import { endConnection, listConnections } from '../connections/connections.contracts.ts';
import {
  linkIdentity,
  listIdentities,
  signInExternally,
  unlinkIdentity,
} from '../identities/identities.contracts.ts';
import { getHealth, getReadiness } from '../health/health.contracts.ts';
import {
  cancelNotification,
  countUnreadNotifications,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
  sendNotification,
} from '../notifications/notifications.contracts.ts';
import {
  cancelOrder,
  getOrder,
  getOrderPayment,
  listOrderEvents,
  listOrders,
  placeOrder,
  refundOrder,
} from '../orders/orders.contracts.ts';
import { cancelJob, cancelJobs, getJob, listJobs, retryJob, retryJobs } from '../jobs/jobs.contracts.ts';
import {
  listDeadLetters,
  listQueues,
  pauseQueue,
  redriveQueue,
  resumeQueue,
} from '../jobs/queues.contracts.ts';
import { takeStripeEvent } from '../payments/payments.contracts.ts';
import type { Route } from '../platform/http/route.ts';
import {
  adjustStock,
  archiveProduct,
  createProduct,
  getProduct,
  listAllProducts,
  listProducts,
  listStockAdjustments,
  restoreProduct,
  updateProduct,
} from '../products/products.contracts.ts';
import {
  deleteReport,
  generateReport,
  getReport,
  listReports,
  openReport,
} from '../reports/reports.contracts.ts';
import {
  addMember,
  createRoom,
  getRoom,
  listMembers,
  listMessages,
  listRooms,
  markRoomRead,
  postMessage,
  removeMember,
} from '../rooms/rooms.contracts.ts';
import { endSession, listSessions, refreshSession, signIn, signOut } from '../sessions/sessions.contracts.ts';
import { changePassword, completePasswordReset, requestPasswordReset } from '../users/passwords.contracts.ts';
import { issueTicket } from '../tickets/tickets.contracts.ts';
import { eraseUser, getUser, listUsers, registerUser, updateUser } from '../users/users.contracts.ts';

/** Every route of the HTTP API. A test compares it with what is deployed. */
export const routes: readonly Route[] = [
  getHealth,
  getReadiness,
  registerUser,
  listUsers,
  getUser,
  updateUser,
  eraseUser,
  changePassword,
  requestPasswordReset,
  completePasswordReset,
  signIn,
  refreshSession,
  signInExternally,
  listSessions,
  signOut,
  endSession,
  linkIdentity,
  listIdentities,
  unlinkIdentity,
  listProducts,
  listAllProducts,
  getProduct,
  createProduct,
  updateProduct,
  archiveProduct,
  restoreProduct,
  adjustStock,
  listStockAdjustments,
  placeOrder,
  getOrder,
  listOrders,
  cancelOrder,
  refundOrder,
  listOrderEvents,
  getOrderPayment,
  takeStripeEvent,
  generateReport,
  listReports,
  getReport,
  openReport,
  deleteReport,
  sendNotification,
  cancelNotification,
  listNotifications,
  countUnreadNotifications,
  markNotificationRead,
  markAllNotificationsRead,
  createRoom,
  listRooms,
  getRoom,
  listMembers,
  addMember,
  removeMember,
  listMessages,
  postMessage,
  markRoomRead,
  issueTicket,
  listConnections,
  endConnection,
  listJobs,
  getJob,
  retryJob,
  cancelJob,
  retryJobs,
  cancelJobs,
  listQueues,
  pauseQueue,
  resumeQueue,
  listDeadLetters,
  redriveQueue,
];

/** Routes that answer with a file: no contract describes it. */
export const assetRoutes: readonly Pick<Route, 'method' | 'path'>[] = [
  { method: 'GET', path: '/.well-known/jwks.json' },
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/asyncapi.json' },
  { method: 'GET', path: '/docs' },
  { method: 'GET', path: '/docs/{asset}' },
];
