import { createOrderCancellation, createOrderRefunds } from './orders.changes.service.ts';
import { orderListRepository } from './orders.lists.repository.ts';
import { createOrderLister } from './orders.lists.service.ts';
import { createOrderPaymentReader } from './orders.payment.reading.service.ts';
import { createOrderReader } from './orders.reading.service.ts';
import { orderRepository } from './orders.repository.ts';
import { createOrderService } from './orders.service.ts';
import { orderViewRepository } from './orders.views.repository.ts';

const orders = () => orderRepository;
const orderViews = () => orderViewRepository;
const orderLists = () => orderListRepository;

/** For functions that place orders. */
export const orderPlacementModule = { orders, orderService: createOrderService };

/** For the function that reads an order: needs no queue. */
export const orderReadingModule = { orderViews, orderReader: createOrderReader };

/** For functions that list orders, and what happened to one. */
export const orderListsModule = { orderViews, orderLists, orderLister: createOrderLister };

/** For the function that tells customers how their payment stands. */
export const orderPaymentReadingModule = { orderViews, orderPaymentReader: createOrderPaymentReader };

/** For the function that cancels orders. */
export const orderCancellationModule = { orders, orderViews, orderCancellation: createOrderCancellation };

/** For the function that starts refunds. */
export const orderRefundModule = { orders, orderViews, orderRefunds: createOrderRefunds };
