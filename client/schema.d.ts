/** Made by `npm run openapi` from the contracts. Change those. */
export interface paths {
    readonly "/admin/products": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the products, archived ones too
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listAllProducts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether the API answers
         * @description Anybody may call it.
         */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether everything behind the API is there: database, migrations, queues
         * @description Answers within about 3 s: 200, or 503 with the parts that failed. Why is in the log, under the requestId; the answer says nothing of what is wrong with them.
         *
         *     Anybody may call it.
         */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the accounts elsewhere that sign you in
         * @description Needs an access token.
         */
        readonly get: operations["listIdentities"];
        readonly put?: never;
        /**
         * Link an account elsewhere, to sign in with it
         * @description Needs an access token.
         *
         *     At most 30 requests in 900 s for one user (`current-password`).
         */
        readonly post: operations["linkIdentity"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/identities/{identityId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Unlink an account elsewhere
         * @description Needs an access token.
         */
        readonly delete: operations["unlinkIdentity"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List and search jobs
         * @description The newest first. What is not asked for is left open: without any field these are all jobs.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listJobs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel all jobs that fit
         * @description Those that fit all of the fields given, of which there must be one. Safe to repeat.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["cancelJobs"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Retry all jobs that fit
         * @description Those that fit all of the fields given, of which there must be one. Safe to repeat.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["retryJobs"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/{jobId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a job with its attempts, payload, result and relatives
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["getJob"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/{jobId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a job
         * @description One that waits ends at once, and those that wait for it with it. One at work is asked to stop: it is cancelled when it gives up, and completes if it does not. Cancelling a cancelled job changes nothing.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["cancelJob"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/{jobId}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a failed or cancelled job another chance
         * @description It is as good as new, with all its attempts, and due at once; its earlier attempts stay on record. If it waited for other jobs that have not completed, it waits for them again.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["retryJob"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List your notifications, newest first
         * @description Needs an access token.
         */
        readonly get: operations["listNotifications"];
        readonly put?: never;
        /**
         * Send a notification to one user or to everybody, now or later
         * @description It is sent in the background at its time: then it stands in the list of its readers, and their open devices are told by `notification`. Until then nobody sees it, and it can be cancelled.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["sendNotification"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/read-all": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Mark all your notifications as read, or those up to one
         * @description Needs an access token.
         */
        readonly post: operations["markAllNotificationsRead"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/scheduled/{notificationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Cancel a notification that has not been sent
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly delete: operations["cancelNotification"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/unread-count": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count the notifications that you have not read
         * @description Needs an access token.
         */
        readonly get: operations["countUnreadNotifications"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/{notificationId}/read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Mark a notification as read
         * @description Needs an access token.
         */
        readonly put: operations["markNotificationRead"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List orders, the latest first
         * @description Your own; for administrators, everybody's.
         *
         *     Needs an access token.
         */
        readonly get: operations["listOrders"];
        readonly put?: never;
        /**
         * Place an order
         * @description All of it or nothing, at the prices of today. The order is then validated, paid and shipped in the background; each change of its state is told live as `order.updated`.
         *
         *     Needs an access token.
         */
        readonly post: operations["placeOrder"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders/{orderId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get an order
         * @description One of your own; for administrators, anybody's.
         *
         *     Needs an access token.
         */
        readonly get: operations["getOrder"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders/{orderId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel an order
         * @description Possible until its payment begins; what it held goes back into stock. Cancelling what is cancelled changes nothing. Administrators can cancel anybody's.
         *
         *     Needs an access token.
         */
        readonly post: operations["cancelOrder"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders/{orderId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what happened to an order, from the beginning
         * @description All of it, on one page. One of your own orders; for administrators, anybody's.
         *
         *     Needs an access token.
         */
        readonly get: operations["listOrderEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders/{orderId}/payment": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find out what you have to do for a payment
         * @description One of your own orders. Ask when `order.payment_action` comes: your bank wants you to confirm the payment, and the answer holds what your browser needs for that. You have an hour.
         *
         *     Needs an access token.
         *
         *     At most 30 requests in 60 s for one user (`order-payment`).
         */
        readonly get: operations["getOrderPayment"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/orders/{orderId}/refund": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Refund an order
         * @description Starts to give back all that was paid; the order is `refunding` until the payment provider has done so, then `refunded`. What was not shipped goes back into stock. Refunding again changes nothing.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["refundOrder"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Have a mail sent that sets a new password
         * @description Answered alike whether or not the address has an account. The token in the mail is good for 30 minutes and for one use.
         *
         *     Anybody may call it.
         *
         *     At most 20 requests in 3600 s for one network address (`password-reset-address`).
         *
         *     At most 5 requests in 3600 s for one e-mail address (`password-reset`).
         */
        readonly post: operations["requestPasswordReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Set a new password with the token of a mail
         * @description Ends every session of the account; sign in with the new password.
         *
         *     Anybody may call it.
         *
         *     At most 20 requests in 900 s for one network address (`password-reset-complete`).
         */
        readonly post: operations["completePasswordReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/payments/stripe/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell of a payment, as Stripe does
         * @description For Stripe alone: the header `Stripe-Signature` must sign the body. The order that the payment belongs to then looks up how it stands. An event that was told before, and one of a type that is not heeded, changes nothing.
         *
         *     Anybody may call it.
         */
        readonly post: operations["takeStripeEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/products": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the products on sale
         * @description Anybody may call it.
         */
        readonly get: operations["listProducts"];
        readonly put?: never;
        /**
         * Put a product on sale
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["createProduct"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/products/{productId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a product
         * @description Archived products are shown too: orders and links lead to them. The ETag changes with the stock; If-Match does not look at it, so that an edit is not stale because somebody bought.
         *
         *     Anybody may call it.
         */
        readonly get: operations["getProduct"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change the name, description or price of a product
         * @description Fields that are left out stay as they are. Orders keep the price at which they were placed. The stock is changed by stock adjustments.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly patch: operations["updateProduct"];
        readonly trace?: never;
    };
    readonly "/products/{productId}/archive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a product off sale
         * @description Orders that hold it go on. Archiving what is archived changes nothing.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["archiveProduct"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/products/{productId}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put an archived product on sale again
         * @description Restoring what is on sale changes nothing.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["restoreProduct"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/products/{productId}/stock-adjustments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the stock adjustments of a product, the latest first
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listStockAdjustments"];
        readonly put?: never;
        /**
         * Record that pieces of a product came or went
         * @description Adds to the stock or takes from it, and keeps why and by whom. The stock never goes below zero, whatever orders take meanwhile.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["adjustStock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/queues": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the queues and how they are doing
         * @description All of them, always: there is no further page.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listQueues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/queues/{queue}/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Look at the dead letters of a queue
         * @description In no order, and some at a time: SQS gives no list. They stay where they are. There is no further page; ask for more with `limit`.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listDeadLetters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/queues/{queue}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Pause a queue
         * @description From then on no job of it is begun; those at work go on, and new ones are taken in. Pausing it again changes nothing.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["pauseQueue"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/queues/{queue}/redrive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Clear the dead-letter queue of a queue
         * @description A message only says "look at this job", and the job is still there. So its job is woken if it waits, and the message removed. Safe to repeat.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["redriveQueue"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/queues/{queue}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let a paused queue go on
         * @description Messages are sent at once for all jobs that came to wait. Safe to repeat.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["resumeQueue"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/realtime/connections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who is connected, in the order of the ids of their connections
         * @description One that was lost without a word stays in the list until something is posted to it, or two hours are over.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listConnections"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/realtime/connections/{connectionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Close a connection
         * @description Its user may open another one: to keep them out, end their session.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly delete: operations["endConnection"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/realtime/tickets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Get a ticket that opens one WebSocket connection within 30 s
         * @description For browsers, which cannot send an Authorization header there. Offer it as a subprotocol beside `strata.v1`; the server accepts `strata.v1`. A ticket is good for one connection, also when that fails: get another one for the next.
         *
         *     Needs an access token.
         *
         *     At most 30 requests in 60 s for one user (`realtime-ticket`).
         */
        readonly post: operations["issueTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/reports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the reports of a kind, newest first
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listReports"];
        readonly put?: never;
        /**
         * Have the report of a period generated
         * @description It is generated in the background: `GET /jobs/{jobId}` shows how far it has come. A period that is not over gets a provisional report, computed anew at each request. A final report is written once: to have it made anew, delete it first.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly post: operations["generateReport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/reports/{kind}/{date}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a report
         * @description As JSON, as CSV or as a page with charts, by the Accept header; as JSON where that names none of them. The CSV has a line for each figure and that of the period before, money in hundredths of its currency.
         *
         *     For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["getReport"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a report, such as to have it made anew
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly delete: operations["deleteReport"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/reports/{kind}/{date}/page": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Open the page of a report
         * @description By the signed link of its mail, which opens this report for a week, and nothing else.
         *
         *     Anybody may call it.
         */
        readonly get: operations["openReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the public rooms and your own, newest first
         * @description Needs an access token.
         */
        readonly get: operations["listRooms"];
        readonly put?: never;
        /**
         * Make a room; you become its owner
         * @description Needs an access token.
         */
        readonly post: operations["createRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms/{roomId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a room: a public one, or one of yours
         * @description Needs an access token.
         */
        readonly get: operations["getRoom"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms/{roomId}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who is in a room
         * @description Needs an access token.
         */
        readonly get: operations["listMembers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms/{roomId}/members/{userId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Make a user a member
         * @description For owners of the room and administrators; anybody may make themselves a member of a public room. Who is a member already stays what they are. What was said before does not count as unread.
         *
         *     Needs an access token.
         */
        readonly put: operations["addMember"];
        readonly post?: never;
        /**
         * Remove a member, or leave
         * @description For owners of the room and administrators, and for members who leave. Who is removed from a private room hears nothing of it from then on. The last owner to go leaves the room to its longest member.
         *
         *     Needs an access token.
         */
        readonly delete: operations["removeMember"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms/{roomId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what was said in a room
         * @description A page is always oldest first. Without a position it holds the latest messages; `before` a sequence number, the last ones before it; `after` one, the first ones after it. `nextCursor` goes on in the same direction, and is null where there is no more: for what is said later, ask `after` the last number you have. Numbers have no gaps, so you can also page by them alone, and see whether you missed one.
         *
         *     Needs an access token.
         */
        readonly get: operations["listMessages"];
        readonly put?: never;
        /**
         * Say something in a room
         * @description Everybody who listens there is told at once by `message.new`. A `clientMessageId` is stored once, for ever; an Idempotency-Key is remembered for 24 hours. What was said before counts as read by you.
         *
         *     Needs an access token.
         *
         *     At most 120 requests in 60 s for one user (`message-send`).
         */
        readonly post: operations["postMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/rooms/{roomId}/read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say up to which message you have read
         * @description The mark moves forward only, and at most to the last message. When it moves, everybody who listens in the room is told by `message.read`.
         *
         *     Needs an access token.
         */
        readonly put: operations["markRoomRead"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List where you are signed in, the latest first
         * @description Needs an access token.
         */
        readonly get: operations["listSessions"];
        readonly put?: never;
        /**
         * Sign in
         * @description Opens a session of 30 days. An unknown address and a wrong password are answered alike. Signing in clears the count of attempts for the address.
         *
         *     Anybody may call it.
         *
         *     At most 300 requests in 300 s for one network address (`sign-in-address`).
         *
         *     At most 10 requests in 900 s for one e-mail address (`sign-in`).
         */
        readonly post: operations["signIn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Sign out
         * @description Ends the session of the access token, and with it the refresh token.
         *
         *     Needs an access token.
         */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/external": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in with the token of another issuer
         * @description Exchanges a token of the OpenID Connect issuer that is accepted here, if one is, for a session. The account must have linked the identity before: it is found by issuer and subject, never by an address.
         *
         *     Anybody may call it.
         *
         *     At most 300 requests in 300 s for one network address (`sign-in-address`).
         */
        readonly post: operations["signInExternally"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/refresh": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Exchange a refresh token for fresh tokens
         * @description A refresh token is exchanged once. If the answer got lost, the same one may be exchanged again within 10 seconds, as long as its successor is unused. One that comes back later ends the session, because somebody has copied it.
         *
         *     Anybody may call it.
         */
        readonly post: operations["refreshSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{sessionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Sign out on another device
         * @description Needs an access token.
         */
        readonly delete: operations["endSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List or search users, the latest first
         * @description For administrators. Session and role are looked up, so a revocation holds at once.
         */
        readonly get: operations["listUsers"];
        readonly put?: never;
        /**
         * Register an account
         * @description A repeat with the same Idempotency-Key is answered as the first one was if it holds the same password; with another password or other data it is refused, so a key shows nobody the account of another.
         *
         *     Anybody may call it.
         *
         *     At most 30 requests in 600 s for one network address (`register`).
         */
        readonly post: operations["registerUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/{userId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get your account; administrators get anybody
         * @description Needs an access token.
         */
        readonly get: operations["getUser"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Erase an account and its personal data
         * @description Your own, with your current password; administrators erase others with an empty object. Profile, sessions, mails, notifications, room memberships and the content of messages are gone for good. Orders stay in the books, without a customer. A room of which you were the only owner is left to its longest member.
         *
         *     Needs an access token.
         *
         *     At most 30 requests in 900 s for one user (`current-password`).
         */
        readonly delete: operations["eraseUser"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change name, address or age
         * @description Of your own account; administrators change anybody. A new address needs the current password of the account, and ends every password reset under way.
         *
         *     Needs an access token.
         *
         *     At most 30 requests in 900 s for one user (`current-password`).
         */
        readonly patch: operations["updateUser"];
        readonly trace?: never;
    };
    readonly "/users/{userId}/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change your password
         * @description Ends your other sessions and every reset that is under way; a mail tells you. The session that asks goes on.
         *
         *     Needs an access token.
         *
         *     At most 30 requests in 900 s for one user (`current-password`).
         */
        readonly post: operations["changePassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Accepted: {
            /**
             * Format: uuid
             * @description Cancels it, for as long as it has not been sent: DELETE /notifications/scheduled/{id}
             */
            readonly id: string;
            /** Format: date-time */
            readonly sendAt: string;
        };
        readonly CancelSelection: {
            /** @enum {string} */
            readonly queue?: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** @description The exact name, such as `email.send` */
            readonly name?: string;
            /**
             * Format: date-time
             * @description Created at this time or later
             */
            readonly createdAfter?: string;
            /**
             * Format: date-time
             * @description Created earlier than this
             */
            readonly createdBefore?: string;
            readonly ids?: readonly string[];
            /** @description Fields that the payload must have, with these values: `{"orderId": "..."}` */
            readonly payload?: {
                readonly [key: string]: unknown;
            };
            /** @description All of them unless given */
            readonly state?: readonly ("scheduled" | "queued" | "active" | "retrying")[];
        };
        readonly CancelledJobs: {
            /** @description Those that waited: they ended at once */
            readonly cancelled: number;
            /** @description Those at work: their performers were asked to stop */
            readonly requested: number;
            /** @description Those that waited for a cancelled one, and were cancelled with it */
            readonly dependents: number;
            /** @description False when the time was over before all were done: send the same request again for the rest */
            readonly complete: boolean;
        };
        readonly Checks: {
            readonly database: {
                readonly ok: boolean;
                /** @description How long the answer took */
                readonly milliseconds: number;
            };
            readonly migrations: {
                readonly ok: boolean;
                /** @description Migrations of this build that the database does not have; null when it could not be asked */
                readonly pending: number | null;
            };
            readonly queues: {
                readonly ok: boolean;
                /** @description How long the answer took */
                readonly milliseconds: number;
            };
        };
        readonly Connection: {
            /** @description As API Gateway names it */
            readonly id: string;
            /** Format: uuid */
            readonly userId: string;
            readonly userName: string;
            /**
             * Format: uuid
             * @description The session it was opened with
             */
            readonly sessionId: string;
            /** Format: date-time */
            readonly connectedAt: string;
            /** @description How many rooms it listens to */
            readonly rooms: number;
        };
        readonly Continuation: {
            /** @description The one of the last answer; each is exchanged once */
            readonly refreshToken: string;
        };
        readonly Credentials: {
            /** @description The address of the account, whatever its case */
            readonly email: string;
            readonly password: string;
        };
        /** @description The password of the account as it is now */
        readonly CurrentPassword: string;
        readonly DeadLetter: {
            readonly messageId: string;
            /**
             * Format: date-time
             * @description When it was first sent
             */
            readonly sentAt: string;
            /** @description The job it names; null when it names none, or that is removed by now */
            readonly job: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            } | null;
            /** @description Of a message that is not ours, its first 1,000 characters */
            readonly body: string;
        };
        readonly Erasure: {
            /** @description The password of your own account; an administrator erasing another sends {} */
            readonly currentPassword?: components["schemas"]["CurrentPassword"];
        };
        readonly ExternalCredentials: {
            /** @description A JWT of the other issuer, made for this application */
            readonly token: string;
        };
        readonly Figures: {
            readonly orders: {
                /** @description Placed in the period */
                readonly placed: number;
                /** @description Where those are now */
                readonly byState: {
                    readonly [key: string]: number;
                };
                /** @description How many of those got at least so far */
                readonly funnel: {
                    readonly placed: number;
                    readonly validated: number;
                    readonly paid: number;
                    readonly shipped: number;
                };
            };
            /** @description An entry for each currency, the one with the most payments first; 200 at most */
            readonly revenue: readonly {
                /** @description ISO 4217 */
                readonly currency: string;
                /** @description Payments that arrived in the period, in hundredths of the currency */
                readonly cents: number;
                /** @description How many those were */
                readonly payments: number;
                /** @description Of one of those payments; 0 when there was none */
                readonly averageCents: number;
                /** @description Given back in the period, also of earlier payments */
                readonly refundedCents: number;
                readonly refunds: number;
            }[];
            readonly products: {
                /** @description Most pieces in orders of the period that were paid for and not given back; five at most */
                readonly best: readonly {
                    /** Format: uuid */
                    readonly productId: string;
                    readonly name: string;
                    readonly quantity: number;
                }[];
                /** @description On sale at its end and sold the least, or not at all; five at most */
                readonly worst: readonly {
                    /** Format: uuid */
                    readonly productId: string;
                    readonly name: string;
                    readonly quantity: number;
                }[];
                /** @description On sale with fewer than ten left when this was generated; five at most */
                readonly lowStock: readonly {
                    /** Format: uuid */
                    readonly productId: string;
                    readonly name: string;
                    readonly stock: number;
                }[];
            };
            readonly users: {
                readonly new: number;
                /** @description Ordered, wrote or signed in */
                readonly active: number;
            };
            readonly messages: {
                readonly sent: number;
                /** @description Rooms in which something was said */
                readonly rooms: number;
                readonly newRooms: number;
            };
            readonly jobs: {
                readonly completed: number;
                readonly failed: number;
                /** @description From due to begun, to a hundredth of a second; null when none ended */
                readonly waitSeconds: {
                    readonly median: number;
                    readonly p95: number;
                } | null;
            };
            readonly mails: {
                readonly written: number;
                readonly sent: number;
            };
        };
        readonly HealthNotReadyProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "health.not_ready";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
            readonly failed: readonly ("database" | "migrations" | "queues")[];
            readonly checks: components["schemas"]["Checks"];
        };
        readonly IdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "idempotency.in_flight";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
        };
        readonly Identity: {
            /** Format: uuid */
            readonly id: string;
            /** @description The name of the issuer, as in its tokens */
            readonly issuer: string;
            /** @description What the issuer calls the account, for ever */
            readonly subject: string;
            /**
             * Format: date-time
             * @description When it was linked
             */
            readonly createdAt: string;
        };
        readonly IdentityIssuerUnavailableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "identity.issuer_unavailable";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
        };
        readonly IssuedTicket: {
            /** @description Opens one connection: `new WebSocket(url, ['strata.v1', 'ticket.' + ticket])`, in this order */
            readonly ticket: string;
            readonly expiresInSeconds: number;
        };
        readonly Job: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** @enum {string} */
            readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** @enum {string} */
            readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            /** @description Attempts begun, the running one included */
            readonly attempt: number;
            readonly maxAttempts: number;
            /** @description How often its worker died or froze */
            readonly stalls: number;
            /** @description From 0 to 1, as its performer reports, and 1 when it has completed; null when it reports none */
            readonly progress: number | null;
            /** @description Asked to stop while it runs */
            readonly cancelRequested: boolean;
            /** @description How many jobs must complete before it may run */
            readonly waitingFor: number;
            readonly uniqueKey: string | null;
            readonly groupId: string | null;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Not before this time; null while it waits for other jobs */
            readonly runAt: string | null;
            /** @description When the last attempt began */
            readonly startedAt: string | null;
            /** @description When it completed, failed or was cancelled */
            readonly finishedAt: string | null;
            /** @description Why the last attempt that did not complete did not */
            readonly lastReason: string | null;
        };
        readonly JobDetails: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** @enum {string} */
            readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** @enum {string} */
            readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            /** @description Attempts begun, the running one included */
            readonly attempt: number;
            readonly maxAttempts: number;
            /** @description How often its worker died or froze */
            readonly stalls: number;
            /** @description From 0 to 1, as its performer reports, and 1 when it has completed; null when it reports none */
            readonly progress: number | null;
            /** @description Asked to stop while it runs */
            readonly cancelRequested: boolean;
            /** @description How many jobs must complete before it may run */
            readonly waitingFor: number;
            readonly uniqueKey: string | null;
            readonly groupId: string | null;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Not before this time; null while it waits for other jobs */
            readonly runAt: string | null;
            /** @description When the last attempt began */
            readonly startedAt: string | null;
            /** @description When it completed, failed or was cancelled */
            readonly finishedAt: string | null;
            /** @description Why the last attempt that did not complete did not */
            readonly lastReason: string | null;
            /** @description Ids and plain facts; no payload holds a secret */
            readonly payload: unknown;
            /** @description What it completed with; null when that is nothing */
            readonly result: unknown;
            /** @description Of the request, message or schedule that caused it: its log lines have the same */
            readonly traceId: string | null;
            /** @description From when it was due until its last attempt began; null before the first */
            readonly waitedSeconds: number | null;
            /** @description How long its last attempt took, or has taken so far; null before the first */
            readonly ranSeconds: number | null;
            /** @description Those that did not complete, the oldest first */
            readonly attempts: readonly {
                readonly attempt: number;
                /** @enum {string} */
                readonly outcome: "retry" | "discard" | "snooze" | "stalled" | "failed";
                readonly reason: string;
                /** Format: date-time */
                readonly at: string;
            }[];
            /** @description The job that enqueued it when it completed, while that is kept */
            readonly parent: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
                /** @enum {string} */
                readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            } | null;
            /** @description The jobs it enqueued when it completed, the oldest 100 */
            readonly children: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
                /** @enum {string} */
                readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            }[];
            /** @description The jobs it waits for */
            readonly dependencies: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
                /** @enum {string} */
                readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            }[];
            /** @description The jobs that wait for it, the oldest 100 */
            readonly dependents: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
                /** @enum {string} */
                readonly state: "scheduled" | "queued" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            }[];
        };
        readonly Linking: {
            /** @description A JWT of the other issuer, made for this application */
            readonly token: string;
            /** @description Of your account here */
            readonly currentPassword: components["schemas"]["CurrentPassword"];
        };
        /**
         * Format: date
         * @description A date in the time zone of the reports
         */
        readonly LocalDate: string;
        readonly Member: {
            /** Format: uuid */
            readonly userId: string;
            readonly name: string;
            /**
             * @description An owner says who is in the room
             * @enum {string}
             */
            readonly role: "owner" | "member";
            /** Format: date-time */
            readonly joinedAt: string;
        };
        readonly Message: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly roomId: string;
            /** @description 1, 2, 3 ... within its room, without gaps */
            readonly seq: number;
            /** @description Who sent it; null when their account is gone */
            readonly userId: string | null;
            readonly content: string;
            readonly clientMessageId: string | null;
            /** Format: date-time */
            readonly createdAt: string;
        };
        /** @description Any characters; common passwords, repetitions and sequences are refused */
        readonly NewPassword: string;
        readonly NewRoom: {
            readonly name: string;
            /**
             * @description Anybody may read and write in a public room, its members alone in a private one
             * @enum {string}
             */
            readonly visibility: "public" | "private";
        };
        readonly Notification: {
            /** Format: uuid */
            readonly id: string;
            readonly type: string;
            readonly message: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description When you read it; null until then */
            readonly readAt: string | null;
        };
        readonly Order: {
            /** Format: uuid */
            readonly id: string;
            /**
             * Format: uuid
             * @description The customer
             */
            readonly userId: string;
            /** @enum {string} */
            readonly state: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
            /** @description One for each product, in the order of their ids */
            readonly items: readonly {
                /** Format: uuid */
                readonly productId: string;
                readonly quantity: number;
                /** @description The price of one, as it was sold */
                readonly priceCents: number;
                /** @description The product as it is now, when asked for by `expand` */
                readonly product?: {
                    readonly name: string;
                    readonly description: string;
                    /** @description In hundredths of the currency */
                    readonly priceCents: number;
                    /** @description ISO 4217 */
                    readonly currency: string;
                    /** @description Since when it is off sale; null while it is on sale */
                    readonly archivedAt: string | null;
                };
            }[];
            /** @description In hundredths of the currency */
            readonly totalCents: number;
            /** @description ISO 4217 */
            readonly currency: string;
            /** @description Counts the changes of state */
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed its state
             */
            readonly updatedAt: string;
            /** @description What you can do with it now */
            readonly actions: readonly ("cancel" | "refund")[];
        };
        readonly OrderEvent: {
            /** @description Null for the placement */
            readonly from: ("pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded") | null;
            /** @enum {string} */
            readonly to: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
            /** @enum {string} */
            readonly actor: "customer" | "staff" | "system";
            /** @description The user; that of staff is shown to administrators only */
            readonly actorId: string | null;
            readonly reason: string | null;
            /** Format: date-time */
            readonly at: string;
        };
        readonly OrderNotCancellableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "order.not_cancellable";
            /**
             * @description What the order is now
             * @enum {string}
             */
            readonly state: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
        };
        readonly OrderNotRefundableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "order.not_refundable";
            /**
             * @description What the order is now
             * @enum {string}
             */
            readonly state: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
        };
        readonly OrderOutOfStockProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "order.out_of_stock";
            /** @description Those of which too few are left */
            readonly products: readonly components["schemas"]["Shortage"][];
        };
        readonly OrderPayment: {
            /**
             * @description Of the order
             * @enum {string}
             */
            readonly state: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
            /** @description What you have to do so that the payment can go on; null when it is not your turn */
            readonly action: components["schemas"]["PaymentAction"] | null;
        };
        readonly OrderUnknownProductProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "order.unknown_product";
            /** @description Those that are not on sale */
            readonly productIds: readonly string[];
        };
        readonly PasswordChange: {
            readonly currentPassword: components["schemas"]["CurrentPassword"];
            readonly newPassword: components["schemas"]["NewPassword"];
        };
        readonly PausedQueue: {
            /** @enum {string} */
            readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** Format: date-time */
            readonly pausedAt: string;
        };
        readonly PaymentAction: {
            /** @enum {string} */
            readonly provider: "stripe";
            /** @description For `handleNextAction` of Stripe.js. Whoever has it can go on with this payment: keep it nowhere */
            readonly clientSecret: string;
        };
        readonly PaymentProviderUnavailableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "payment.provider_unavailable";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
        };
        readonly Placement: {
            /** @description Lines of the same product are added up */
            readonly items: readonly {
                /** Format: uuid */
                readonly productId: string;
                /** @description How many of it, in this line */
                readonly quantity: number;
            }[];
            /** @description What the payment provider gave the client for this purchase */
            readonly paymentToken: string;
        };
        readonly Problem: {
            /** @description The code as a URN */
            readonly type: string;
            /** @description The kind of problem, the same for every occurrence; may be reworded */
            readonly title: string;
            /** @description As in the status line */
            readonly status: number;
            /** @description This occurrence, and what to do about it; may be reworded */
            readonly detail: string;
            /** @description The kind of problem, to program against */
            readonly code: string;
            /** @description Finds the log lines of the request */
            readonly requestId: string;
            readonly errors?: readonly {
                /** @description Which part of the request: `/path`, `/query`, `/headers` or `/body`, or `/data` of a frame, and what is below */
                readonly pointer: string;
                /** @description What is wrong with it */
                readonly message: string;
            }[];
        } & {
            readonly [key: string]: unknown;
        };
        readonly Product: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly description: string;
            /** @description In hundredths of the currency */
            readonly priceCents: number;
            /** @description ISO 4217 */
            readonly currency: string;
            /** @description How many are left */
            readonly stock: number;
            /** @description Since when it is off sale; null while it is on sale */
            readonly archivedAt: string | null;
            /** @description Counts the edits. Orders take stock without a new version */
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly ProductDraft: {
            readonly name: string;
            /**
             * @description Searched along with the name
             * @default
             */
            readonly description?: string;
            /** @description In hundredths of the currency */
            readonly priceCents: number;
            /**
             * @description ISO 4217
             * @default USD
             */
            readonly currency?: string;
            /**
             * @description Recorded as its first stock adjustment
             * @default 0
             */
            readonly stock?: number;
        };
        readonly ProductEdit: {
            readonly name?: string;
            /** @description Searched along with the name */
            readonly description?: string;
            /** @description In hundredths of the currency */
            readonly priceCents?: number;
            /** @description ISO 4217 */
            readonly currency?: string;
        };
        readonly ProductInsufficientStockProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "product.insufficient_stock";
            /** @description How many are left */
            readonly left: number;
        };
        readonly ProductStockLimitProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "product.stock_limit";
            /** @description How many are left */
            readonly left: number;
        };
        readonly ProfileChange: {
            /** @description As others see it, in rooms and mails */
            readonly name?: string;
            /**
             * Format: email
             * @description Unique among all users, whatever its case
             */
            readonly email?: string;
            /** @description In years */
            readonly age?: number;
            /** @description The account's password; needed to change the address, whoever changes it */
            readonly currentPassword?: components["schemas"]["CurrentPassword"];
        };
        readonly QueueOverview: {
            /** @enum {string} */
            readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** @description Since when nothing of it is claimed; null when it is not paused */
            readonly pausedAt: string | null;
            /** @description How many are kept in each state; `active` are in flight. Counted up to 100000, which means: so many or more */
            readonly jobs: {
                readonly [key: string]: number;
            };
            /** @description How long the job has waited that has been due longest; 0 when none is due */
            readonly oldestWaitSeconds: number;
            /** @description Messages in its dead-letter queue, as SQS estimates it; null when SQS does not answer */
            readonly deadLetters: number | null;
        };
        readonly ReadState: {
            /** @description Where the mark is now */
            readonly readSeq: number;
            readonly lastSeq: number;
            readonly unread: number;
        };
        readonly Readiness: {
            /** @constant */
            readonly status: "ready";
            readonly checks: components["schemas"]["Checks"];
        };
        readonly Reading: {
            /** @description The sequence number of the last message read. A mark never moves back, nor past the last message */
            readonly seq: number;
        };
        readonly Received: {
            /** @constant */
            readonly received: true;
        };
        readonly RedriveRequest: {
            /** @description All unless given */
            readonly messageIds?: readonly string[];
            /**
             * @description What becomes of messages that name no job. No worker will ever understand them
             * @default leave
             * @enum {string}
             */
            readonly foreign?: "leave" | "discard";
        };
        readonly Redriven: {
            /** @description Messages whose job waits: a worker was woken for it, and they were removed */
            readonly woken: number;
            /** @description Messages whose job needs none: it is at work, not due, or has ended. They were removed */
            readonly obsolete: number;
            /** @description Messages that name no job: left, or discarded when that was asked for */
            readonly foreign: number;
            /** @description False when the time was over first: send the same request again for the rest */
            readonly complete: boolean;
        };
        readonly RefundRequest: {
            /** @description For the record; the customer can read it */
            readonly reason: string;
        };
        readonly Registration: {
            /** @description As others see it, in rooms and mails */
            readonly name: string;
            /**
             * Format: email
             * @description Unique among all users, whatever its case
             */
            readonly email: string;
            /** @description In years */
            readonly age: number;
            readonly password: components["schemas"]["NewPassword"];
        };
        readonly Report: {
            readonly kind: components["schemas"]["ReportKind"];
            /** @description The first date of the period */
            readonly date: components["schemas"]["LocalDate"];
            /** @description The first date after it */
            readonly until: components["schemas"]["LocalDate"];
            /** @description Its midnights divide the periods */
            readonly zone: string;
            /** @description False while the period is not over: the figures can still change */
            readonly final: boolean;
            /** Format: date-time */
            readonly generatedAt: string;
            readonly figures: components["schemas"]["Figures"];
            /** @description The figures of the period before */
            readonly previous: components["schemas"]["Figures"];
        };
        readonly ReportJob: {
            /** @description Null when a job for this period is at work already */
            readonly jobId: string | null;
            readonly kind: components["schemas"]["ReportKind"];
            readonly date: components["schemas"]["LocalDate"];
        };
        readonly ReportKey: {
            readonly kind: components["schemas"]["ReportKind"];
            /** @description The first date of the period: of a week its Monday, of a month the first */
            readonly date: components["schemas"]["LocalDate"];
        };
        /** @enum {string} */
        readonly ReportKind: "daily" | "weekly" | "monthly";
        readonly ReportSummary: {
            readonly kind: components["schemas"]["ReportKind"];
            /** @description The first date of the period */
            readonly date: components["schemas"]["LocalDate"];
            /** @description The first date after it */
            readonly until: components["schemas"]["LocalDate"];
            /** @description Its midnights divide the periods */
            readonly zone: string;
            /** @description False while the period is not over: the figures can still change */
            readonly final: boolean;
            /** Format: date-time */
            readonly generatedAt: string;
        };
        readonly RequestInvalidProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "request.invalid";
            /** @description Each part that does not fit */
            readonly errors: readonly {
                /** @description Which part of the request: `/path`, `/query`, `/headers` or `/body`, or `/data` of a frame, and what is below */
                readonly pointer: string;
                /** @description What is wrong with it */
                readonly message: string;
            }[];
        };
        readonly RequestRateLimitedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "request.rate_limited";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
        };
        readonly ResetCompletion: {
            /** @description From the mail */
            readonly token: string;
            readonly newPassword: components["schemas"]["NewPassword"];
        };
        readonly ResetRequest: {
            /**
             * Format: email
             * @description The address of the account
             */
            readonly email: string;
        };
        readonly ResetRequested: Record<string, never>;
        readonly ResumedQueue: {
            /** @enum {string} */
            readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            readonly wasPaused: boolean;
            /** @description Jobs that had come to wait, for which messages are sent now */
            readonly woken: number;
            /** @description False when the time was over first: the rest is sent within minutes, or by the same request again */
            readonly complete: boolean;
        };
        readonly RetriedJobs: {
            readonly retried: number;
            /** @description Left alone, because a live job has their unique key */
            readonly keyTaken: number;
            /** @description False when the time was over before all were done: send the same request again for the rest */
            readonly complete: boolean;
        };
        readonly RetrySelection: {
            /** @enum {string} */
            readonly queue?: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            /** @description The exact name, such as `email.send` */
            readonly name?: string;
            /**
             * Format: date-time
             * @description Created at this time or later
             */
            readonly createdAfter?: string;
            /**
             * Format: date-time
             * @description Created earlier than this
             */
            readonly createdBefore?: string;
            readonly ids?: readonly string[];
            /** @description Fields that the payload must have, with these values: `{"orderId": "..."}` */
            readonly payload?: {
                readonly [key: string]: unknown;
            };
            /** @description `failed` alone unless given */
            readonly state?: readonly ("failed" | "cancelled")[];
        };
        readonly Room: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /**
             * @description Anybody may read and write in a public room, its members alone in a private one
             * @enum {string}
             */
            readonly visibility: "public" | "private";
            /** @description The sequence number of the latest message; 0 before the first */
            readonly lastSeq: number;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description What you are there; null when you are no member */
            readonly membership: {
                /**
                 * @description An owner says who is in the room
                 * @enum {string}
                 */
                readonly role: "owner" | "member";
                /** @description The sequence number up to which you have read */
                readonly readSeq: number;
                /** @description Messages after it: lastSeq minus readSeq */
                readonly unread: number;
            } | null;
        };
        readonly Sending: {
            /** @description One user, or `all`: everybody with an account when it is sent */
            readonly to: "all" | {
                /** Format: uuid */
                readonly userId: string;
            };
            /**
             * @description Such as `order.shipped`, for clients to tell kinds apart
             * @default system
             */
            readonly type?: string;
            readonly message: string;
            /**
             * @description When to send it, counted from now. Nobody sees it before
             * @default 0
             */
            readonly delayMinutes?: number;
        };
        readonly ServerBusyProblem: components["schemas"]["Problem"] & {
            /** @constant */
            readonly code?: "server.busy";
            /**
             * @description As the header Retry-After
             * @example 1
             */
            readonly retryAfterSeconds: number;
        };
        readonly Session: {
            /** Format: uuid */
            readonly id: string;
            /**
             * Format: date-time
             * @description When one signed in
             */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description When its tokens were last exchanged
             */
            readonly lastUsedAt: string;
            /**
             * Format: date-time
             * @description When one must sign in again
             */
            readonly expiresAt: string;
            /** @description What the client called itself when it signed in */
            readonly userAgent: string | null;
            /** @description Whether this is the session that asks */
            readonly current: boolean;
        };
        readonly Shortage: {
            /** Format: uuid */
            readonly productId: string;
            readonly requested: number;
            readonly left: number;
        };
        readonly SignedIn: {
            /** @description Send it as `Authorization: Bearer <token>` */
            readonly accessToken: string;
            /** @constant */
            readonly tokenType: "Bearer";
            /** @description How long the access token is good for */
            readonly expiresInSeconds: number;
            /** @description Exchange it with POST /sessions/refresh when the access token has expired; keep it secret */
            readonly refreshToken: string;
            /**
             * Format: date-time
             * @description When refreshing ends and one must sign in again
             */
            readonly sessionExpiresAt: string;
            readonly user: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                /** @enum {string} */
                readonly role: "user" | "admin";
            };
        };
        readonly StockAdjustment: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly productId: string;
            readonly delta: number;
            readonly reason: string;
            /** @description How many were left afterwards */
            readonly stock: number;
            /** @description The administrator; null when the account was deleted */
            readonly adjustedBy: string | null;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly StockChange: {
            /** @description How many came (positive) or went (negative) */
            readonly delta: number;
            /** @description For the record, such as `delivery 4711` or `broken` */
            readonly reason: string;
        };
        readonly User: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly email: string;
            readonly age: number;
            /** @enum {string} */
            readonly role: "user" | "admin";
            /** @description Counts the changes; the ETag is made of it */
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
        };
    };
    responses: {
        /** @description `auth.forbidden`: This is not yours to do. */
        readonly "auth.forbidden": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "auth.forbidden";
                };
            };
        };
        /** @description `auth.required`: Sign-in is required. */
        readonly "auth.required": {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "auth.required";
                };
            };
        };
        /** @description What API Gateway answers itself: 413 beyond 10 MB, 429 beyond the rate of the account, 500 or 503 when no function could be reached. */
        readonly gateway: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": {
                    readonly message: string;
                };
            };
        };
        /** @description `precondition.required`: If-Match is required. */
        readonly "precondition.required": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "precondition.required";
                };
            };
        };
        /** @description `request.invalid`: The request is invalid. */
        readonly "request.invalid": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["RequestInvalidProblem"];
            };
        };
        /**
         * @description `request.invalid`: The request is invalid.
         *
         *     `request.malformed_json`: The body is not JSON.
         */
        readonly "request.invalid-request.malformed_json": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": (components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "request.malformed_json";
                }) | components["schemas"]["RequestInvalidProblem"];
            };
        };
        /** @description `request.media_type`: The body must be JSON. */
        readonly "request.media_type": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "request.media_type";
                };
            };
        };
        /** @description `request.rate_limited`: Too many requests. */
        readonly "request.rate_limited": {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["RequestRateLimitedProblem"];
            };
        };
        /** @description `request.too_large`: The body is too large. */
        readonly "request.too_large": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "request.too_large";
                };
            };
        };
        /** @description `server.busy`: Too busy just now. */
        readonly "server.busy": {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ServerBusyProblem"];
            };
        };
        /** @description `server.error`: Something went wrong here. */
        readonly "server.error": {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    readonly code?: "server.error";
                };
            };
        };
    };
    parameters: {
        /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
        readonly "Idempotency-Key": string;
        /** @description The ETag of the version you change, or `*` for whichever there is. */
        readonly "If-Match": string;
        /** @description The ETag you have. While it is the newest, the answer is 304 without a body. */
        readonly "If-None-Match": string;
        /** @description Signs the bytes of the body: `t=<seconds>,v1=<hex>`. */
        readonly "Stripe-Signature": string;
    };
    requestBodies: never;
    headers: {
        /** @description The version of what was answered. Send it as If-Match to change it, as If-None-Match to ask again. */
        readonly ETag: string;
        /** @description The path of what was created. */
        readonly Location: string;
        /** @description What is left of each limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers-10). */
        readonly RateLimit: string;
        /** @description The limits of this route: `q` requests in `w` seconds. */
        readonly "RateLimit-Policy": string;
        /** @description After how many seconds to try again. Absent from errors that trying again does not mend. */
        readonly "Retry-After": number;
        /** @description How to sign in: with a Bearer token. */
        readonly "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listAllProducts: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the last page, with the same `sort` */
                readonly cursor?: string;
                /** @description Words that the name or description holds, every one of them; the beginning of a word is enough */
                readonly q?: string;
                /** @description Only what costs this or more */
                readonly minPriceCents?: number;
                /** @description Only what costs this or less */
                readonly maxPriceCents?: number;
                /** @description Only what is left, or only what is sold out */
                readonly inStock?: "true" | "false";
                /** @description Names are compared without regard to case */
                readonly sort?: "newest" | "name" | "price" | "-price";
                /** @description Whether products off sale are listed */
                readonly archived?: "include" | "exclude" | "only";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Product"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: {
                            /** @constant */
                            readonly status: "ok";
                        };
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Readiness"];
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            /**
             * @description `health.not_ready`: Not everything is there.
             *
             *     `server.busy`: Too busy just now.
             */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["HealthNotReadyProblem"] | components["schemas"]["ServerBusyProblem"];
                };
            };
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listIdentities: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Identity"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly linkIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Linking"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Identity"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `user.wrong_password`: The current password is wrong. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.wrong_password";
                    };
                };
            };
            /** @description `identity.no_issuer`: No other issuer is accepted here. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.no_issuer";
                    };
                };
            };
            /**
             * @description `idempotency.in_flight`: The same request is still at work.
             *
             *     `identity.taken`: Another account has the identity.
             */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": (components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.taken";
                    }) | components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /**
             * @description `idempotency.key_reused`: The Idempotency-Key was used for another request.
             *
             *     `identity.invalid_token`: The issuer does not vouch for the token.
             */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused" | "identity.invalid_token";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            /**
             * @description `identity.issuer_unavailable`: The issuer does not answer.
             *
             *     `server.busy`: Too busy just now.
             */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdentityIssuerUnavailableProblem"] | components["schemas"]["ServerBusyProblem"];
                };
            };
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly unlinkIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly identityId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `identity.not_found`: There is no such identity. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listJobs: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly queue?: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
                /** @description The exact name, such as `email.send` */
                readonly name?: string;
                /** @description Created at this time or later */
                readonly createdAfter?: string;
                /** @description Created earlier than this */
                readonly createdBefore?: string;
                /** @description One state, or several with commas between them */
                readonly state?: string;
                /** @description Fields that the payload must have, as JSON: `{"orderId":"..."}` */
                readonly payload?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Job"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly cancelJobs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CancelSelection"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["CancelledJobs"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly retryJobs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RetrySelection"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["RetriedJobs"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getJob: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly jobId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["JobDetails"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `job.not_found`: There is no such job. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "job.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly cancelJob: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly jobId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["JobDetails"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `job.not_found`: There is no such job. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "job.not_found";
                    };
                };
            };
            /** @description `job.has_ended`: The job has ended. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "job.has_ended";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly retryJob: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly jobId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["JobDetails"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `job.not_found`: There is no such job. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "job.not_found";
                    };
                };
            };
            /**
             * @description `job.not_retryable`: The job cannot be retried.
             *
             *     `job.unique_key_taken`: A live job has the same unique key.
             */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "job.not_retryable" | "job.unique_key_taken";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listNotifications: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description `true`: only those you have not read */
                readonly unread?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Notification"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly sendNotification: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Sending"];
            };
        };
        readonly responses: {
            /** @description Accepted: it is done in the background. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Accepted"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `user.not_found`: There is no such user. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.not_found";
                    };
                };
            };
            /** @description `idempotency.in_flight`: The same request is still at work. */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly markAllNotificationsRead: {
        readonly parameters: {
            readonly query?: {
                /** @description The newest one that you have seen: those that came after it stay unread. Without it, all are read */
                readonly upTo?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: {
                            /** @description How many were unread */
                            readonly read: number;
                        };
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly cancelNotification: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly notificationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `notification.not_found`: There is no such notification. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "notification.not_found";
                    };
                };
            };
            /** @description `notification.already_sent`: The notification has been sent. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "notification.already_sent";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly countUnreadNotifications: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: {
                            readonly count: number;
                        };
                    };
                };
            };
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly markNotificationRead: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly notificationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `notification.not_found`: There is no such notification. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "notification.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listOrders: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Orders in this state now */
                readonly state?: "pending" | "validated" | "paying" | "paid" | "payment_failed" | "shipped" | "cancelled" | "refunding" | "refunded";
                /** @description Orders placed at this time (UTC) or later */
                readonly createdFrom?: string;
                /** @description Orders placed before this time (UTC) */
                readonly createdTo?: string;
                /** @description Orders of one user; others than yourself only for administrators */
                readonly userId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Order"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly placeOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Placement"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Order"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /**
             * @description `idempotency.in_flight`: The same request is still at work.
             *
             *     `order.mixed_currencies`: The products have different currencies.
             *
             *     `order.out_of_stock`: A product is out of stock.
             *
             *     `order.unknown_product`: A product is not on sale.
             */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": (components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.mixed_currencies";
                    }) | components["schemas"]["IdempotencyInFlightProblem"] | components["schemas"]["OrderOutOfStockProblem"] | components["schemas"]["OrderUnknownProductProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getOrder: {
        readonly parameters: {
            readonly query?: {
                /** @description Shows with each item the product as it is now */
                readonly expand?: "items.product";
            };
            readonly header?: {
                /** @description The ETag you have. While it is the newest, the answer is 304 without a body. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly orderId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Order"];
                    };
                };
            };
            /** @description You have this version already. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `order.not_found`: There is no such order. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly cancelOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly orderId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Order"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `order.not_found`: There is no such order. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.not_found";
                    };
                };
            };
            /** @description `order.not_cancellable`: The order can no longer be cancelled. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["OrderNotCancellableProblem"];
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listOrderEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly orderId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["OrderEvent"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `order.not_found`: There is no such order. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getOrderPayment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly orderId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["OrderPayment"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `order.not_found`: There is no such order. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.not_found";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            /**
             * @description `payment.provider_unavailable`: The payment provider does not answer.
             *
             *     `server.busy`: Too busy just now.
             */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PaymentProviderUnavailableProblem"] | components["schemas"]["ServerBusyProblem"];
                };
            };
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly refundOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly orderId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RefundRequest"];
            };
        };
        readonly responses: {
            /** @description Accepted: it is done in the background. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Order"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `order.not_found`: There is no such order. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "order.not_found";
                    };
                };
            };
            /** @description `order.not_refundable`: There is nothing to refund. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["OrderNotRefundableProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly requestPasswordReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ResetRequest"];
            };
        };
        readonly responses: {
            /** @description Accepted: it is done in the background. */
            readonly 202: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["ResetRequested"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly completePasswordReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ResetCompletion"];
            };
        };
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `password_reset.invalid_token`: The token sets no password. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "password_reset.invalid_token";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly takeStripeEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description Signs the bytes of the body: `t=<seconds>,v1=<hex>`. */
                readonly "Stripe-Signature": components["parameters"]["Stripe-Signature"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Received"];
                    };
                };
            };
            /**
             * @description `payment.unreadable_event`: The event cannot be read.
             *
             *     `payment.wrong_signature`: The signature is wrong.
             */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "payment.unreadable_event" | "payment.wrong_signature";
                    };
                };
            };
            /** @description `payment.no_provider`: There is no such provider. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "payment.no_provider";
                    };
                };
            };
            /** @description `idempotency.in_flight`: The same request is still at work. */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listProducts: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the last page, with the same `sort` */
                readonly cursor?: string;
                /** @description Words that the name or description holds, every one of them; the beginning of a word is enough */
                readonly q?: string;
                /** @description Only what costs this or more */
                readonly minPriceCents?: number;
                /** @description Only what costs this or less */
                readonly maxPriceCents?: number;
                /** @description Only what is left, or only what is sold out */
                readonly inStock?: "true" | "false";
                /** @description Names are compared without regard to case */
                readonly sort?: "newest" | "name" | "price" | "-price";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Product"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly createProduct: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ProductDraft"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Product"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `idempotency.in_flight`: The same request is still at work. */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getProduct: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag you have. While it is the newest, the answer is 304 without a body. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Product"];
                    };
                };
            };
            /** @description You have this version already. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly updateProduct: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the version you change, or `*` for whichever there is. */
                readonly "If-Match": components["parameters"]["If-Match"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ProductEdit"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Product"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            /** @description `precondition.failed`: It has changed meanwhile. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "precondition.failed";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 428: components["responses"]["precondition.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly archiveProduct: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the version you change, or `*` for whichever there is. */
                readonly "If-Match": components["parameters"]["If-Match"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Product"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            /** @description `precondition.failed`: It has changed meanwhile. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "precondition.failed";
                    };
                };
            };
            readonly 428: components["responses"]["precondition.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly restoreProduct: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the version you change, or `*` for whichever there is. */
                readonly "If-Match": components["parameters"]["If-Match"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Product"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            /** @description `precondition.failed`: It has changed meanwhile. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "precondition.failed";
                    };
                };
            };
            readonly 428: components["responses"]["precondition.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listStockAdjustments: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["StockAdjustment"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly adjustStock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000001 */
                readonly productId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StockChange"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["StockAdjustment"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `product.not_found`: There is no such product. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "product.not_found";
                    };
                };
            };
            /**
             * @description `idempotency.in_flight`: The same request is still at work.
             *
             *     `product.insufficient_stock`: Fewer are left.
             *
             *     `product.stock_limit`: The stock would be too large.
             */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"] | components["schemas"]["ProductInsufficientStockProblem"] | components["schemas"]["ProductStockLimitProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listQueues: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["QueueOverview"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listDeadLetters: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example high-priority */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["DeadLetter"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly pauseQueue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example high-priority */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["PausedQueue"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly redriveQueue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example high-priority */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RedriveRequest"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Redriven"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly resumeQueue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example high-priority */
                readonly queue: "high-priority" | "low-priority" | "email" | "reports" | "broadcast";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["ResumedQueue"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listConnections: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Only the connections of this user */
                readonly userId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Connection"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly endConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example dK3xTfq0oAMCJtA= */
                readonly connectionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `connection.not_found`: There is no such connection. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "connection.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly issueTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["IssuedTicket"];
                    };
                };
            };
            readonly 401: components["responses"]["auth.required"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listReports: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly kind?: components["schemas"]["ReportKind"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["ReportSummary"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly generateReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReportKey"];
            };
        };
        readonly responses: {
            /** @description Accepted: it is done in the background. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["ReportJob"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /**
             * @description `idempotency.in_flight`: The same request is still at work.
             *
             *     `report.future_date`: The date has not come.
             *
             *     `report.no_such_period`: No period starts on this date.
             */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": (components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "report.future_date" | "report.no_such_period";
                    }) | components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example daily */
                readonly kind: components["schemas"]["ReportKind"];
                /**
                 * @description The first date of the period: of a week its Monday, of a month the first
                 * @example 2026-03-02
                 */
                readonly date: components["schemas"]["LocalDate"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Report"];
                    };
                    readonly "text/csv": string;
                    readonly "text/html": string;
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `report.not_found`: There is no such report. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "report.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly deleteReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example daily */
                readonly kind: components["schemas"]["ReportKind"];
                /**
                 * @description The first date of the period: of a week its Monday, of a month the first
                 * @example 2026-03-02
                 */
                readonly date: components["schemas"]["LocalDate"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            /** @description `report.not_found`: There is no such report. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "report.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly openReport: {
        readonly parameters: {
            readonly query: {
                /** @description In seconds since 1970 */
                readonly expires: number;
                readonly signature: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example daily */
                readonly kind: components["schemas"]["ReportKind"];
                /**
                 * @description The first date of the period: of a week its Monday, of a month the first
                 * @example 2026-03-02
                 */
                readonly date: components["schemas"]["LocalDate"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Report"];
                    };
                    readonly "text/html": string;
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            /** @description `report.link_expired`: The link has expired. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "report.link_expired";
                    };
                };
            };
            /** @description `report.not_found`: There is no such report. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "report.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listRooms: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description `true`: only rooms of which you are a member */
                readonly mine?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Room"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly createRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewRoom"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Room"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `idempotency.in_flight`: The same request is still at work. */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Room"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_found`: There is no such room. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listMembers: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Member"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_found`: There is no such room. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly addMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_manager`: The room is not yours to manage. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_manager";
                    };
                };
            };
            /**
             * @description `room.not_found`: There is no such room.
             *
             *     `user.not_found`: There is no such user.
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found" | "user.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly removeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_manager`: The room is not yours to manage. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_manager";
                    };
                };
            };
            /**
             * @description `room.member_not_found`: There is no such member.
             *
             *     `room.not_found`: There is no such room.
             */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.member_not_found" | "room.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listMessages: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description The first messages after this sequence number; what you missed since it */
                readonly after?: number;
                /** @description The last messages before this sequence number; what was said earlier */
                readonly before?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Message"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_found`: There is no such room. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly postMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description At most 24576 bytes as JSON, which only control characters exceed */
                    readonly content: string;
                    /** @description The same id is stored once, so a message can be sent again */
                    readonly clientMessageId?: string;
                };
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["Message"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_found`: There is no such room. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found";
                    };
                };
            };
            /** @description `idempotency.in_flight`: The same request is still at work. */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly markRoomRead: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 01900000-0000-7000-8000-000000000a01 */
                readonly roomId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Reading"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["ReadState"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `room.not_found`: There is no such room. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "room.not_found";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listSessions: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Session"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Credentials"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["SignedIn"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            /** @description `session.wrong_credentials`: The credentials are wrong. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "session.wrong_credentials";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 401: components["responses"]["auth.required"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly signInExternally: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExternalCredentials"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["SignedIn"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            /** @description `identity.not_linked`: Nobody has linked the identity. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.not_linked";
                    };
                };
            };
            /** @description `identity.no_issuer`: No other issuer is accepted here. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.no_issuer";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `identity.invalid_token`: The issuer does not vouch for the token. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "identity.invalid_token";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            /**
             * @description `identity.issuer_unavailable`: The issuer does not answer.
             *
             *     `server.busy`: Too busy just now.
             */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdentityIssuerUnavailableProblem"] | components["schemas"]["ServerBusyProblem"];
                };
            };
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly refreshSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Continuation"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["SignedIn"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            /** @description `session.ended`: The session has ended. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "session.ended";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly endSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `session.not_found`: There is no such session. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "session.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: {
                /** @description How many to answer with at most */
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description A part of the name or the address, whatever its case */
                readonly search?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["User"][];
                        /** @description Send it as `cursor` to get the next page; null when this was the last */
                        readonly nextCursor: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            readonly 403: components["responses"]["auth.forbidden"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly registerUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Registration"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["User"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            /**
             * @description `idempotency.in_flight`: The same request is still at work.
             *
             *     `user.email_taken`: The address has an account.
             */
            readonly 409: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": (components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.email_taken";
                    }) | components["schemas"]["IdempotencyInFlightProblem"];
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            /** @description `idempotency.key_reused`: The Idempotency-Key was used for another request. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "idempotency.key_reused";
                    };
                };
            };
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly getUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag you have. While it is the newest, the answer is 304 without a body. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["User"];
                    };
                };
            };
            /** @description You have this version already. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `user.not_found`: There is no such user. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.not_found";
                    };
                };
            };
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly eraseUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Erasure"];
            };
        };
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `user.wrong_password`: The current password is wrong. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.wrong_password";
                    };
                };
            };
            /** @description `user.not_found`: There is no such user. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.not_found";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly updateUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the version you change, or `*` for whichever there is. */
                readonly "If-Match": components["parameters"]["If-Match"];
            };
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ProfileChange"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: components["schemas"]["User"];
                    };
                };
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `user.wrong_password`: The current password is wrong. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.wrong_password";
                    };
                };
            };
            /** @description `user.not_found`: There is no such user. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.not_found";
                    };
                };
            };
            /** @description `user.email_taken`: The address has an account. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.email_taken";
                    };
                };
            };
            /** @description `precondition.failed`: It has changed meanwhile. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "precondition.failed";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 428: components["responses"]["precondition.required"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
    readonly changePassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d */
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PasswordChange"];
            };
        };
        readonly responses: {
            /** @description Done; there is nothing to tell. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["request.invalid-request.malformed_json"];
            readonly 401: components["responses"]["auth.required"];
            /** @description `user.wrong_password`: The current password is wrong. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.wrong_password";
                    };
                };
            };
            /** @description `user.not_found`: There is no such user. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "user.not_found";
                    };
                };
            };
            readonly 413: components["responses"]["request.too_large"];
            readonly 415: components["responses"]["request.media_type"];
            readonly 429: components["responses"]["request.rate_limited"];
            readonly 500: components["responses"]["server.error"];
            readonly 503: components["responses"]["server.busy"];
            readonly default: components["responses"]["gateway"];
        };
    };
}
